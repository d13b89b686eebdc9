package sagewarden.rules["ecr-shared"]

import input.params
import input.resource

deny contains ["facts", "opensTo"] if {
	resource.facts.usedBy != null
	resource.facts.opensTo == "everybody"
}

deny contains ["facts", "opensTo"] if {
	count(params.accounts) > 0
	resource.facts.usedBy != null
	resource.facts.opensTo != null
	some other in split(resource.facts.opensTo, ", ")
	not other in params.accounts
}

skip if resource.facts.usedBy == null
