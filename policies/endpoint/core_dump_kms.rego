package sagewarden.rules["core-dump-kms"]

import input.resource

deny contains ["coreDumpKmsKeyId"] if {
	resource.has.coreDumpUri
	resource.has.coreDumpKmsKeyId == false
}

skip if resource.has.coreDumpUri == false
