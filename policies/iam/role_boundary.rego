package sagewarden.rules["role-boundary"]

import input.params
import input.resource

deny contains ["boundaryArn"] if {
	params.required
	resource.facts.serves != null
	resource.has.boundaryArn == false
}

deny contains ["boundaryArn"] if {
	params.required
	count(params.approved) > 0
	resource.facts.serves != null
	not resource.boundaryArn in params.approved
}

# Which one it has does not matter.
settled if {
	resource.has.boundaryArn
	count(params.approved) == 0
}

skip if resource.facts.serves == null

skip if params.required == false
