package sagewarden.rules["space-role"]

import input.resource

deny contains ["facts", "roleBeyond"] if {
	resource.sharingType != "Private"
	resource.facts.roleBeyond != null
}

skip if resource.sharingType == "Private"
