package sagewarden.rules["presigned-access"]

import input.resource

deny contains ["facts", "presignsBy"] if {
	resource.facts.administratorBy == null
	resource.facts.presignsBy != null
}

skip if resource.facts.administratorBy != null
