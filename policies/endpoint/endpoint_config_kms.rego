package sagewarden.rules["endpoint-config-kms"]

import input.resource

deny contains ["kmsKeyId"] if {
	resource.has.kmsKeyId == false
	some variant in resource.variants
	variant.serverless == false
}

settled if resource.has.kmsKeyId

skip if every variant in resource.variants { variant.serverless == true }
