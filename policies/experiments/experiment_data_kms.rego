package sagewarden.rules["experiment-data-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["dataKmsKeyId"] if lib.unkeyed(resource.has.dataUri, resource.has.dataKmsKeyId)

skip if resource.has.dataUri == false

settled if resource.has.dataKmsKeyId
