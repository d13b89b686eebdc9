package sagewarden.rules["emr-studio-sign-in"]

import input.params
import input.resource

deny contains ["authMode"] if {
	count(params.modes) > 0
	not resource.authMode in params.modes
}

skip if count(params.modes) == 0
