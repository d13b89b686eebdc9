package sagewarden.rules["role-project"]

import data.sagewarden.lib
import input.resource

deny contains ["role", "tags", "project"] if lib.differ(lib.tag(resource, "project"), lib.tag(resource.role, "project"))

skip if resource.role.missing

skip if lib.tag(resource, "project") == ""
