package sagewarden.rules["role-of-one-project"]

import data.sagewarden.lib
import input.resource

deny contains ["tags", "project"] if {
	own := lib.tag(resource, "project")
	own != ""
	other := lib.tag(resource.sameRole[_], "project")
	other != ""
	other != own
}

skip if lib.tag(resource, "project") == ""
