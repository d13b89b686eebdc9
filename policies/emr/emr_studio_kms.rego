package sagewarden.rules["emr-studio-kms"]

import input.resource

deny contains ["kmsKeyId"] if resource.has.kmsKeyId == false
