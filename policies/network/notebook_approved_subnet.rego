package sagewarden.rules["notebook-approved-subnet"]

import input.params
import input.resource

deny contains ["subnetId"] if {
	count(params.approved) > 0
	resource.subnetId != null
	not resource.subnetId in params.approved
}

skip if count(params.approved) == 0
