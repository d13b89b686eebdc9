package sagewarden.rules["model-private-registry"]

import input.resource

deny contains ["repositoryAccess"] if {
	resource.repositoryAccess == "Platform"
	resource.image != null
}

skip if resource.image == null
