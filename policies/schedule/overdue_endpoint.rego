package sagewarden.rules["overdue-endpoint"]

import input.resource

deny contains ["facts", "overdueSeconds"] if {
	resource.facts.due != null
	resource.facts.overdueSeconds > 0
}

skip if resource.facts.due == null

settled if resource.facts.overdueSeconds == 0
