package sagewarden.rules["domain-kms"]

import input.resource

deny contains ["kmsKeyId"] if resource.has.kmsKeyId == false
