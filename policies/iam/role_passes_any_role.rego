package sagewarden.rules["role-passes-any-role"]

import input.resource

deny contains ["facts", "passesAnyRoleBy"] if {
	resource.facts.serves != null
	resource.facts.administratorBy == null
	resource.facts.passesAnyRoleBy != null
}

skip if resource.facts.serves == null

skip if resource.facts.administratorBy != null
