package sagewarden.rules["flow-workteam-public"]

import input.resource

deny contains ["workteamArn"] if {
	resource.workteamArn != null
	contains(resource.workteamArn, ":workteam/public-crowd/")
}

skip if resource.workteamArn == null
