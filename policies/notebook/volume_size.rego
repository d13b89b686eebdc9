package sagewarden.rules["volume-size"]

import input.params
import input.resource

deny contains ["volumeSizeGb"] if {
	params.maxGb != null
	resource.volumeSizeGb > params.maxGb
}

skip if params.maxGb == null

skip if resource.has.volumeSizeGb == false
