package sagewarden.rules["processing-output-kms"]

import input.resource

deny contains ["outputKmsKeyId"] if {
	resource.has.outputKmsKeyId == false
	resource.has.outputs
}

skip if resource.has.outputs == false

settled if resource.has.outputKmsKeyId
