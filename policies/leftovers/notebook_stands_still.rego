package sagewarden.rules["notebook-stands-still"]

import input.params
import input.resource

deny contains ["facts", "standingDays"] if {
	resource.facts.standingDays != null
	resource.facts.standingDays > params.maxDays
}

skip if resource.facts.standingDays == null
