package sagewarden.rules["approved-security-groups"]

import input.params
import input.resource

deny contains ["securityGroupIds", index] if {
	count(params.approved) > 0
	some index, one in resource.securityGroupIds
	not one in params.approved
}

skip if count(params.approved) == 0
