package sagewarden.rules["emr-serverless-auto-stop"]

import input.params
import input.resource

deny contains ["autoStop"] if resource.autoStop == false

deny contains ["autoStopIdleMinutes"] if {
	resource.autoStopIdleMinutes != null
	resource.autoStopIdleMinutes > params.maxMinutes
}
