package sagewarden.rules["endpoint-instance-count"]

import input.resource

deny contains ["instanceCount"] if {
	resource.serverless == false
	resource.instanceCount == 1
}

skip if resource.serverless

skip if resource.instanceCount == null

skip if resource.instanceCount == 0
