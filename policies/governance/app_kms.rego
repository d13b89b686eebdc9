package sagewarden.rules["app-kms"]

import input.resource

deny contains ["kmsKeyId"] if resource.has.kmsKeyId == false
