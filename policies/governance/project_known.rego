package sagewarden.rules["project-known"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["tags", "project"] if {
	names := object.keys(params.projects)
	project := lib.tag(resource, "project")
	project != ""
	not project in names
}

skip if params.projects == null

skip if lib.tag(resource, "project") == ""
