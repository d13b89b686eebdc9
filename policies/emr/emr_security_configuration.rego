package sagewarden.rules["emr-security-configuration"]

import input.resource

deny contains ["securityConfiguration"] if {
	resource.facts.ended == false
	resource.has.securityConfiguration == false
}

skip if resource.facts.ended
