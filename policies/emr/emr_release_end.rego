package sagewarden.rules["emr-release-end"]

import input.params
import input.resource

deny contains ["releaseLabel"] if {
	resource.facts.ended == false
	resource.releaseLabel != null
	some one in params.releases
	startswith(resource.releaseLabel, one.release)
	input.now >= one.ends
}

skip if resource.facts.ended

skip if resource.releaseLabel == null
