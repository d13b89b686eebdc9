package sagewarden.rules["approved-key"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["kmsKeyId"] if {
	is_string(resource.kmsKeyId)
	lib.key_named(resource.kmsKeyId, params.approved) == "another"
}

# The list says nothing of a key that is called in this way.
skip if {
	is_string(resource.kmsKeyId)
	lib.key_named(resource.kmsKeyId, params.approved) == "unasked"
}

skip if resource.has.kmsKeyId == false

skip if count(params.approved) == 0
