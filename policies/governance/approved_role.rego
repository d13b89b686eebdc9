package sagewarden.rules["approved-role"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["roleArn"] if {
	count(params.approved) > 0
	resource.roleArn != null
	lib.arn_covered(resource.roleArn, params.approved) == false
	lib.tag(resource.role, params.ofPlatform) == ""
}

deny contains ["roleArn"] if {
	count(params.approved) > 0
	lib.arn_covered(resource.roleArn, params.approved) == false
	resource.role.missing
}

skip if count(params.approved) == 0

skip if resource.has.roleArn == false

settled if {
	resource.roleArn != null
	lib.arn_covered(resource.roleArn, params.approved)
}
