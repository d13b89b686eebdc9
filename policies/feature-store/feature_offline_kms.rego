package sagewarden.rules["feature-offline-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["offlineKmsKeyId"] if lib.unkeyed(resource.has.offlineUri, resource.has.offlineKmsKeyId)

skip if resource.has.offlineUri == false

settled if resource.has.offlineKmsKeyId
