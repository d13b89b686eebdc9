package sagewarden.rules["canvas-kms"]

import input.resource

deny contains ["canvasKmsKeyId"] if {
	resource.has.canvasArtifactUri
	resource.has.canvasKmsKeyId == false
}

skip if resource.has.canvasArtifactUri == false
