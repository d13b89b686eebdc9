package sagewarden.rules["instance-type-allowed"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["instanceType"] if {
	resource.facts.ended == false
	count(params.allowed) > 0
	is_string(resource.instanceType)
	resource.instanceType != "system"
	lib.covered(resource.instanceType, params.allowed) == false
}

skip if count(params.allowed) == 0

skip if resource.has.instanceType == false

skip if resource.instanceType == "system"

skip if resource.facts.ended
