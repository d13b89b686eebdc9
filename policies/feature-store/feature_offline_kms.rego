package sagewarden.rules["feature-offline-kms"]

import input.resource

deny contains ["offlineKmsKeyId"] if {
	resource.has.offlineUri
	resource.has.offlineKmsKeyId == false
}

skip if resource.has.offlineUri == false

settled if resource.has.offlineKmsKeyId
