package sagewarden.rules["feature-online-kms"]

import input.resource

deny contains ["onlineKmsKeyId"] if {
	resource.onlineStore
	resource.onlineStorageType != "InMemory"
	resource.has.onlineKmsKeyId == false
}

skip if resource.onlineStore == false

skip if resource.onlineStorageType == "InMemory"

settled if resource.has.onlineKmsKeyId
