package sagewarden.rules["partner-app-end"]

import input.now
import input.resource

deny contains ["versionEndsAt"] if {
	resource.versionEndsAt != null
	resource.versionEndsAt <= now
}

skip if resource.versionEndsAt == null
