package sagewarden.rules["emr-auto-termination"]

import input.resource

ended := {"TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"}

deny contains ["autoTerminationIdleSeconds"] if {
	state := resource.state
	not state in ended
	resource.autoTerminationIdleSeconds == null
	resource.autoTerminate == false
}

skip if resource.state in ended

settled if resource.autoTerminationIdleSeconds != null

settled if resource.autoTerminate == true
