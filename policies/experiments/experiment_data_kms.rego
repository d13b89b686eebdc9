package sagewarden.rules["experiment-data-kms"]

import input.resource

deny contains ["dataKmsKeyId"] if {
	resource.has.dataUri
	resource.has.dataKmsKeyId == false
}

skip if resource.has.dataUri == false

settled if resource.has.dataKmsKeyId
