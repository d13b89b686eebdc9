package sagewarden.rules["output-in-project"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["outputUri"] if {
	count(params.places) > 0
	resource.outputUri != null
	project := lib.tag(resource, "project")
	project != ""
	lib.placed(resource.outputUri, params.places, project) == false
}

skip if count(params.places) == 0

skip if lib.tag(resource, "project") == ""

skip if resource.outputUri == null
