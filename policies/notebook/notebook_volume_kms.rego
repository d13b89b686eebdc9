package sagewarden.rules["notebook-volume-kms"]

import input.resource

deny contains ["kmsKeyId"] if resource.has.kmsKeyId == false
