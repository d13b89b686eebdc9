package sagewarden.rules["output-kms"]

import input.resource

deny contains ["outputKmsKeyId"] if resource.has.outputKmsKeyId == false
