package sagewarden.rules["emr-s3-kms"]

import input.resource

deny contains ["s3EncryptionMode"] if {
	resource.atRestEncryption
	resource.s3EncryptionMode in {null, "SSE-S3"}
}

# A bucket of its own rule is not encrypted by the general one.
deny contains ["s3Overrides", index, "encryptionMode"] if {
	resource.atRestEncryption
	some index, one in resource.s3Overrides
	one.encryptionMode == "SSE-S3"
}

skip if resource.atRestEncryption == false
