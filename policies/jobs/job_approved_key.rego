package sagewarden.rules["job-approved-key"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["volumeKmsKeyId"] if {
	lib.key_asked(resource.volumeKmsKeyId, params.approved)
	lib.key_named(resource.volumeKmsKeyId, params.approved) == "another"
}

deny contains ["outputKmsKeyId"] if {
	lib.key_asked(resource.outputKmsKeyId, params.approved)
	lib.key_named(resource.outputKmsKeyId, params.approved) == "another"
}

skip if {
	lib.key_asked(resource.volumeKmsKeyId, params.approved) == false
	lib.key_asked(resource.outputKmsKeyId, params.approved) == false
}

skip if count(params.approved) == 0
