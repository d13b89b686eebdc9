package sagewarden.rules["customer-managed-key"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["kmsKeyId"] if {
	params.required
	resource.kmsKey.manager == "AWS"
}

# Names that begin so are AWS's own, whether or not the key is there already.
deny contains ["kmsKeyId"] if {
	params.required
	lib.alias_of_aws(resource.kmsKeyId)
}

skip if params.required == false

skip if resource.has.kmsKeyId == false

skip if resource.kmsKey.missing
