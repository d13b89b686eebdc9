package sagewarden.rules["emr-release-end"]

import data.sagewarden.lib
import input.now
import input.params
import input.resource

deny contains ["releaseLabel"] if {
	resource.facts.ended == false
	some release, last in params.ends
	startswith(resource.releaseLabel, release)
	last < substring(now, 0, 10)
}

# Older than the labels themselves, which came with release 4.
deny contains ["releaseLabel"] if {
	resource.facts.ended == false
	resource.has.releaseLabel == false
}

skip if resource.facts.ended

unsure if lib.dated_by_beginning(params.ends, resource.releaseLabel) == false
