package sagewarden.rules["image-pinned"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["image"] if {
	resource.image != null
	lib.pinned(resource.image) == false
}

deny contains ["image"] if {
	params.digest
	resource.image != null
	contains(resource.image, "@sha256:") == false
}

skip if resource.image == null
