package sagewarden.rules["emr-s3-kms"]

import input.resource

deny contains ["s3EncryptionMode"] if {
	resource.atRestEncryption
	resource.s3EncryptionMode in {null, "SSE-S3"}
}

skip if resource.atRestEncryption == false
