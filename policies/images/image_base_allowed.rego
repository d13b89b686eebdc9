package sagewarden.rules["image-base-allowed"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["baseImage"] if {
	count(params.allowed) > 0
	lib.covered(resource.baseImage, params.allowed) == false
}

skip if count(params.allowed) == 0
