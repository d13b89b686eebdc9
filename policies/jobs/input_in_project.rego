package sagewarden.rules["input-in-project"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["inputUri"] if {
	count(params.places) > 0
	resource.inputUri != null
	project := lib.tag(resource, "project")
	project != ""
	lib.placed(resource.inputUri, params.places, project) == false
}

skip if count(params.places) == 0

skip if lib.tag(resource, "project") == ""

skip if resource.inputUri == null
