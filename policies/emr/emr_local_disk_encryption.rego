package sagewarden.rules["emr-local-disk-encryption"]

import input.resource

deny contains ["localDiskKeyProvider"] if {
	resource.atRestEncryption
	resource.localDiskKeyProvider == null
}

# EMR encrypts EBS with a key of KMS only.
deny contains ["ebsEncryption"] if {
	resource.atRestEncryption
	resource.localDiskKeyProvider == "AwsKms"
	resource.ebsEncryption == false
}

skip if resource.atRestEncryption == false
