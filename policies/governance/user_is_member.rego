package sagewarden.rules["user-is-member"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["tags", "user"] if {
	members := params.projects[lib.tag(resource, "project")]
	user := lib.tag(resource, "user")
	user != ""
	not user in members
}

skip if params.projects == null

skip if lib.tag(resource, "user") == ""

skip if {
	names := object.keys(params.projects)
	project := lib.tag(resource, "project")
	not project in names
}
