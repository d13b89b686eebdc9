package sagewarden.rules["emr-instance-types"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["instanceTypes", index] if {
	resource.facts.ended == false
	count(params.allowed) > 0
	some index, one in resource.instanceTypes
	lib.covered(one, params.allowed) == false
}

skip if count(params.allowed) == 0

skip if resource.facts.ended
