package sagewarden.rules["input-in-project"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["inputUri"] if {
	count(params.places) > 0
	resource.inputUri != null
	project := lib.tag(resource, "project")
	project != ""
	user := lib.tag(resource, "user")
	lib.placed(resource.inputUri, lib.of_user(params.places, user), project) == false
}

skip if count(params.places) == 0

skip if lib.tag(resource, "project") == ""

skip if resource.inputUri == null
