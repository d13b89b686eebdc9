package sagewarden.rules["key-pair-approved"]

import input.params
import input.resource

deny contains ["keyName"] if {
	count(params.approved) > 0
	resource.facts.ended == false
	resource.keyName != null
	not resource.keyName in params.approved
}

skip if count(params.approved) == 0

skip if resource.facts.ended

skip if resource.keyName == null
