package sagewarden.rules["model-private-registry"]

import input.resource

deny contains ["repositoryAccess"] if {
	resource.repositoryAccess == "Platform"
	resource.has.image
}

skip if resource.has.image == false
