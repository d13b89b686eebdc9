package sagewarden.rules["automl-encryption"]

import input.resource

deny contains ["volumeKmsKeyId"] if resource.has.volumeKmsKeyId == false

deny contains ["interContainerEncryption"] if resource.interContainerEncryption == false
