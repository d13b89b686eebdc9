package sagewarden.rules["ecr-scanned"]

import input.params
import input.resource

deny contains ["scanOnPush"] if {
	params.setBy == "repository"
	resource.facts.usedBy != null
	resource.scanOnPush == false
}

skip if params.setBy == "registry"

skip if resource.facts.usedBy == null
