package sagewarden.rules["role-ways-up"]

import input.resource

deny contains ["facts", "waysUp"] if {
	resource.facts.serves != null
	resource.facts.administratorBy == null
	resource.facts.waysUp != null
}

skip if resource.facts.serves == null

skip if resource.facts.administratorBy != null
