package sagewarden.rules["role-boundary"]

import input.params
import input.resource

deny contains ["boundaryArn"] if {
	params.required
	resource.facts.serves != null
	resource.boundaryArn == null
}

deny contains ["boundaryArn"] if {
	params.required
	count(params.approved) > 0
	resource.facts.serves != null
	resource.boundaryArn != null
	not resource.boundaryArn in params.approved
}

skip if resource.facts.serves == null

skip if params.required == false
