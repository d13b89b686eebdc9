package sagewarden.rules["approved-subnets"]

import input.params
import input.resource

deny contains ["subnetIds", index] if {
	count(params.approved) > 0
	some index, one in resource.subnetIds
	not one in params.approved
}

skip if count(params.approved) == 0
