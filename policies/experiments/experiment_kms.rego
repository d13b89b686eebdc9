package sagewarden.rules["experiment-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["kmsKeyId"] if {
	resource.has.kmsKeyId == false
	every variant in resource.variants { lib.keyless(false, variant.instanceType) == false }
}

settled if resource.has.kmsKeyId

skip if {
	some variant in resource.variants
	lib.keyless(false, variant.instanceType)
}
