package sagewarden.rules["variant-project"]

import data.sagewarden.lib
import input.resource

deny contains ["model", "tags", "project"] if lib.differ(lib.tag(resource, "project"), lib.tag(resource.model, "project"))

skip if resource.model.missing

skip if lib.tag(resource, "project") == ""
