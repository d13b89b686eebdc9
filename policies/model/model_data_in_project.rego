package sagewarden.rules["model-data-in-project"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["modelDataUrl"] if {
	count(params.places) > 0
	resource.modelDataUrl != null
	project := lib.tag(resource, "project")
	project != ""
	lib.placed(resource.modelDataUrl, params.places, project) == false
}

skip if count(params.places) == 0

skip if lib.tag(resource, "project") == ""

skip if resource.modelDataUrl == null
