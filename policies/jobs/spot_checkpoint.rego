package sagewarden.rules["spot-checkpoint"]

import input.resource

deny contains ["checkpointUri"] if {
	resource.managedSpot
	resource.has.checkpointUri == false
}

skip if resource.managedSpot == false

settled if resource.has.checkpointUri
