package sagewarden.rules["studio-data-places"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["sharingUri"] if {
	count(params.places) > 0
	resource.notebookSharing == "Allowed"
	resource.sharingUri != null
	lib.placed(resource.sharingUri, params.places, lib.tag(resource, "project")) == false
}

deny contains ["canvasArtifactUri"] if {
	count(params.places) > 0
	resource.canvasArtifactUri != null
	lib.placed(resource.canvasArtifactUri, params.places, lib.tag(resource, "project")) == false
}

skip if count(params.places) == 0
