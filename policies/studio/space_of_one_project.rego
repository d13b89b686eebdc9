package sagewarden.rules["space-of-one-project"]

import data.sagewarden.lib
import input.resource

deny contains ["sharingType"] if {
	# Who says nothing of it gets a shared one.
	resource.sharingType in {"Shared", null}
	one := lib.tag(resource.members[_], "project")
	one != ""
	other := lib.tag(resource.members[_], "project")
	other != ""
	one != other
}

skip if resource.sharingType == "Private"
