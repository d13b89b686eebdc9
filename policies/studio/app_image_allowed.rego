package sagewarden.rules["app-image-allowed"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["imageArn"] if {
	resource.facts.ended == false
	count(params.allowed) > 0
	resource.imageArn != null
	lib.arn_covered(resource.imageArn, params.allowed) == false
}

skip if count(params.allowed) == 0

skip if resource.imageArn == null

skip if resource.facts.ended
