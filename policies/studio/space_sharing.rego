package sagewarden.rules["space-sharing"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["sharingType"] if lib.unlisted_one(resource.sharingType, params.allowed)

# A space of which nobody said anything is shared, unless it has an owner.
deny contains ["sharingType"] if {
	count(params.allowed) > 0
	resource.sharingType == null
	resource.ownerName == null
	not "Shared" in params.allowed
}

deny contains ["sharingType"] if {
	count(params.allowed) > 0
	resource.sharingType == null
	resource.ownerName != null
	not "Private" in params.allowed
}

settled if resource.sharingType in params.allowed

skip if count(params.allowed) == 0
