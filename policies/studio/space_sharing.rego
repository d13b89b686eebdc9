package sagewarden.rules["space-sharing"]

import input.params
import input.resource

deny contains ["sharingType"] if {
	count(params.allowed) > 0
	resource.sharingType != null
	not resource.sharingType in params.allowed
}

# A space of which nobody said anything is shared.
deny contains ["sharingType"] if {
	count(params.allowed) > 0
	resource.sharingType == null
	not "Shared" in params.allowed
}

skip if count(params.allowed) == 0
