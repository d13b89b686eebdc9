package sagewarden.rules["role-unused"]

import input.params
import input.resource

deny contains ["facts", "unusedDays"] if {
	resource.facts.serves != null
	resource.facts.unusedDays != null
	resource.facts.unusedDays > params.maxDays
}

skip if resource.facts.serves == null
