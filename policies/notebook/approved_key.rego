package sagewarden.rules["approved-key"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["kmsKeyId"] if {
	resource.kmsKeyId != null
	lib.key_named(resource.kmsKeyId, params.approved) == "another"
}

skip if {
	resource.kmsKeyId != null
	lib.key_named(resource.kmsKeyId, params.approved) == "unasked"
}

skip if resource.kmsKeyId == null

skip if count(params.approved) == 0
