package sagewarden.rules["emr-logs-kept"]

import input.resource

deny contains ["logUri"] if {
	resource.facts.ended == false
	resource.has.logUri == false
}

skip if resource.facts.ended

settled if resource.has.logUri
