package sagewarden.rules["instance-oversized"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["instanceType"] if {
	resource.facts.ended == false
	lib.family(resource.instanceType) in params.accelerated
	lib.tag(resource, params.exceptionTag) == ""
}

deny contains ["instanceType"] if {
	resource.facts.ended == false
	lib.xlarges(resource.instanceType) > params.maxXlarges
	lib.tag(resource, params.exceptionTag) == ""
}

skip if resource.has.instanceType == false

skip if lib.tag(resource, params.exceptionTag) != ""

skip if resource.facts.ended
