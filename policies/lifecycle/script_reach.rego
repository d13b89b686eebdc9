package sagewarden.rules["script-reach"]

import input.params
import input.resource

deny contains ["lifecycle", "steps", index, "line"] if {
	resource.directInternetAccess == "Disabled"
	resource.subnetId in params.isolatedSubnets
	resource.lifecycle.steps[index].what == "download"
}

skip if count(params.isolatedSubnets) == 0

skip if resource.lifecycle.missing

skip if resource.lifecycleConfigName == null
