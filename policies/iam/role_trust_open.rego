package sagewarden.rules["role-trust-open"]

import input.params
import input.resource

deny contains ["facts", "opensTo"] if {
	resource.facts.serves != null
	resource.facts.opensTo != null
	some other in split(resource.facts.opensTo, ", ")
	not other in params.accounts
}

skip if resource.facts.serves == null
