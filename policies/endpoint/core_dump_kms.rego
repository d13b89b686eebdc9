package sagewarden.rules["core-dump-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["coreDumpKmsKeyId"] if lib.unkeyed(resource.has.coreDumpUri, resource.has.coreDumpKmsKeyId)

skip if resource.has.coreDumpUri == false
