package sagewarden.rules["hyperpod-volume-kms"]

import input.resource

deny contains ["volumeKmsKeyIds"] if resource.volumeCount > count(resource.volumeKmsKeyIds)

skip if resource.volumeCount == 0
