package sagewarden.rules["endpoint-policy-open"]

import input.resource

deny contains ["actions"] if {
	contains(resource.serviceName, ".sagemaker.")
	resource.effect == "Allow"
	"*" in resource.principals
	some action in resource.actions
	action in {"*", "sagemaker:*"}
	"*" in resource.resources
	resource.has.conditionKeys == false
}

skip if {
	resource.serviceName != null
	contains(resource.serviceName, ".sagemaker.") == false
}
