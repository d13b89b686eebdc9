package sagewarden.rules["endpoint-project"]

import data.sagewarden.lib
import input.resource

deny contains ["config", "tags", "project"] if lib.differ(lib.tag(resource, "project"), lib.tag(resource.config, "project"))

skip if resource.config.missing

skip if lib.tag(resource, "project") == ""
