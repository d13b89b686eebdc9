package sagewarden.rules["image-allowed"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["image"] if {
	count(params.allowed) > 0
	resource.image != null
	lib.covered(resource.image, params.allowed) == false
}

skip if count(params.allowed) == 0

skip if resource.image == null
