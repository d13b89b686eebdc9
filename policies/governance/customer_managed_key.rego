package sagewarden.rules["customer-managed-key"]

import input.params
import input.resource

deny contains ["kmsKeyId"] if {
	params.required
	resource.kmsKey.manager == "AWS"
}

skip if params.required == false

skip if resource.has.kmsKeyId == false

skip if resource.kmsKey.missing
