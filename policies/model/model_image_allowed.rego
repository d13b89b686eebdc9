package sagewarden.rules["model-image-allowed"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["containers", i, "image"] if {
	count(params.allowed) > 0
	some i, container in resource.containers
	container.image != null
	lib.covered(container.image, params.allowed) == false
}

skip if count(params.allowed) == 0
