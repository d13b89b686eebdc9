package sagewarden.rules["endpoint-data-capture"]

import input.params
import input.resource

deny contains ["dataCapture"] if {
	params.required
	resource.dataCapture != true
}

skip if params.required == false
