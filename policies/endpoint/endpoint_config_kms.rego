package sagewarden.rules["endpoint-config-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["kmsKeyId"] if {
	resource.has.kmsKeyId == false
	some variant in resource.variants
	variant.serverless == false
	every other in resource.variants { lib.keyless(other.serverless, other.instanceType) == false }
}

settled if resource.has.kmsKeyId

skip if every variant in resource.variants { variant.serverless == true }

skip if {
	some variant in resource.variants
	lib.keyless(variant.serverless, variant.instanceType)
}
