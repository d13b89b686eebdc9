package sagewarden.rules["model-data-in-project"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["modelDataUrl"] if lib.misplaced(resource.modelDataUrl, params.places, lib.tag(resource, "project"))

skip if count(params.places) == 0

skip if lib.tag(resource, "project") == ""

skip if resource.modelDataUrl == null
