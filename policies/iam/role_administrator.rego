package sagewarden.rules["role-administrator"]

import input.resource

deny contains ["facts", "administratorBy"] if {
	resource.facts.serves != null
	resource.facts.administratorBy != null
}

skip if resource.facts.serves == null
