package sagewarden.rules["endpoint-data-kms"]

import input.resource

deny contains ["dataCaptureKmsKeyId"] if {
	resource.dataCapture == true
	resource.has.dataCaptureKmsKeyId == false
}

deny contains ["asyncOutputKmsKeyId"] if {
	resource.has.asyncOutputUri
	resource.has.asyncOutputKmsKeyId == false
}

skip if {
	resource.dataCapture == null
	resource.has.asyncOutputUri == false
}

skip if {
	resource.dataCapture == false
	resource.has.asyncOutputUri == false
}

settled if {
	resource.has.dataCaptureKmsKeyId
	resource.has.asyncOutputKmsKeyId
}
