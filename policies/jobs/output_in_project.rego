package sagewarden.rules["output-in-project"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["outputUri"] if lib.misplaced(resource.outputUri, params.places, lib.tag(resource, "project"))

skip if count(params.places) == 0

skip if lib.tag(resource, "project") == ""

skip if resource.outputUri == null
