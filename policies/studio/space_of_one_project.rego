package sagewarden.rules["space-of-one-project"]

import data.sagewarden.lib
import input.resource

deny contains ["sharingType"] if {
	# Who says nothing of it gets a shared one.
	resource.sharingType in {"Shared", null}
	lib.differ(lib.tag(resource.members[_], "project"), lib.tag(resource.members[_], "project"))
}

skip if resource.sharingType == "Private"
