package sagewarden.rules["emr-node-limit"]

import input.params
import input.resource

deny contains ["groupNodes"] if {
	resource.facts.ended == false
	params.maxNodes != null
	resource.groupNodes != null
	resource.groupNodes > params.maxNodes
}

deny contains ["fleetNodes"] if {
	resource.facts.ended == false
	params.maxNodes != null
	resource.fleetNodes != null
	resource.fleetNodes > params.maxNodes
}

skip if params.maxNodes == null

skip if resource.facts.ended
