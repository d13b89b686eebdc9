package sagewarden.rules["notebook-platform"]

import data.sagewarden.lib
import input.now
import input.params
import input.resource

deny contains ["platform"] if {
	resource.platform != null
	lib.ended(params.ends, resource.platform, now)
}

unsure if {
	resource.platform != null
	not resource.platform in object.keys(params.ends)
}
