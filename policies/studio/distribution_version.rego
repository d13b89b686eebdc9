package sagewarden.rules["distribution-version"]

import data.sagewarden.lib
import input.now
import input.params
import input.resource

deny contains ["imageVersion"] if {
	resource.facts.ended == false
	resource.imageVersion != null
	_is_distribution(resource.imageArn)
	lib.ended(params.ends, lib.release(resource.imageVersion, params.ends), now)
}

skip if resource.imageVersion == null

skip if resource.facts.ended

skip if _is_distribution(resource.imageArn) == false

# An application for which nobody chose an image runs the distribution.
_is_distribution(null) := true

_is_distribution(image) := contains(image, ":image/sagemaker-distribution") if is_string(image)
