package sagewarden.rules["idle-timeout"]

import input.params
import input.resource

deny contains ["facts", "idleTimeoutMinutes"] if {
	resource.facts.idles
	resource.facts.idleTimeoutMinutes == null
}

deny contains ["facts", "idleTimeoutMinutes"] if {
	resource.facts.idles
	resource.facts.idleTimeoutMinutes > params.maxMinutes
}

skip if resource.facts.idles == false
