package sagewarden.rules["endpoint-ssm-access"]

import input.resource

deny contains ["ssmAccess"] if {
	resource.ssmAccess
	resource.serverless == false
}

skip if resource.serverless
