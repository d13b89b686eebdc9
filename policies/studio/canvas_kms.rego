package sagewarden.rules["canvas-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["canvasKmsKeyId"] if lib.unkeyed(resource.has.canvasArtifactUri, resource.has.canvasKmsKeyId)

skip if resource.has.canvasArtifactUri == false
