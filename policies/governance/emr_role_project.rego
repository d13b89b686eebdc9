package sagewarden.rules["emr-role-project"]

import data.sagewarden.lib
import input.resource

deny contains ["instanceRole", "tags", "project"] if lib.differ(lib.tag(resource, "project"), lib.tag(resource.instanceRole, "project"))

skip if resource.instanceRole.missing

skip if lib.tag(resource, "project") == ""
