package sagewarden.rules["emr-release-end"]

import input.params
import input.resource

deny contains ["releaseLabel"] if {
	resource.facts.ended == false
	some release, last in params.ends
	startswith(resource.releaseLabel, release)
	substring(input.now, 0, 10) > last
}

# Older than the labels themselves, which came with release 4.
deny contains ["releaseLabel"] if {
	resource.facts.ended == false
	resource.has.releaseLabel == false
}

skip if resource.facts.ended
