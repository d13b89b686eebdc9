package sagewarden.rules["script-reach"]

import input.params
import input.resource

deny contains ["lifecycle", "steps", index, "line"] if {
	resource.facts.reachesInternet == false
	resource.lifecycle.steps[index].what == "download"
}

# What people know of their subnets, where the routes are not to be seen.
deny contains ["lifecycle", "steps", index, "line"] if {
	resource.directInternetAccess == "Disabled"
	resource.subnetId in params.isolatedSubnets
	resource.lifecycle.steps[index].what == "download"
}

skip if resource.lifecycle.missing

skip if resource.lifecycleConfigName == null
