package sagewarden.rules["distribution-version"]

import data.sagewarden.lib
import input.now
import input.params
import input.resource

deny contains ["imageVersion"] if {
	resource.facts.ended == false
	resource.imageVersion != null
	_is_named_so(resource.imageArn)
	_is_of_aws(resource.imageArn)
	lib.ended(params.ends, lib.release(resource.imageVersion, params.ends), now)
}

skip if resource.imageVersion == null

skip if resource.facts.ended

skip if _is_named_so(resource.imageArn) == false

# AWS keeps its images in accounts of its own.
skip if {
	_is_of_aws(resource.imageArn) == false
	split(resource.imageArn, ":")[4] == resource.facts.ownAccount
}

unsure if lib.dated(params.ends, resource.imageVersion) == false

# It may be AWS's in a new region, or anybody's.
unsure if _is_of_aws(resource.imageArn) == false

settled if {
	resource.facts.ended == false
	_is_of_aws(resource.imageArn)
	lib.dated(params.ends, resource.imageVersion)
	lib.ended(params.ends, lib.release(resource.imageVersion, params.ends), now) == false
}

# An application for which nobody chose an image runs the distribution.
_is_named_so(null) := true

_is_named_so(image) := contains(image, ":image/sagemaker-distribution") if is_string(image)

_is_of_aws(null) := true

_is_of_aws(image) := split(image, ":")[4] in params.accounts if is_string(image)
