package sagewarden.rules["role-of-one-project"]

import data.sagewarden.lib
import input.resource

deny contains ["tags", "project"] if lib.differ(lib.tag(resource, "project"), lib.tag(resource.sameRole[_], "project"))

skip if lib.tag(resource, "project") == ""
