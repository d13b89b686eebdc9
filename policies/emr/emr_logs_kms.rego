package sagewarden.rules["emr-logs-kms"]

import input.resource

deny contains ["logKmsKeyId"] if {
	resource.facts.ended == false
	resource.has.logUri
	resource.has.logKmsKeyId == false
}

skip if resource.facts.ended

skip if resource.has.logUri == false

settled if resource.has.logKmsKeyId
