package sagewarden.rules["ecr-lifecycle"]

import input.resource

deny contains ["lifecyclePolicy"] if {
	resource.facts.usedBy != null
	resource.has.lifecyclePolicy == false
}

skip if resource.facts.usedBy == null
