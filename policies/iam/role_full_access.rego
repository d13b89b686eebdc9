package sagewarden.rules["role-full-access"]

import input.params
import input.resource

deny contains ["attachedPolicies", i, "arn"] if {
	resource.facts.serves != null
	some name in params.policies
	arn := resource.attachedPolicies[i].arn
	contains(arn, ":iam::aws:policy/")
	endswith(arn, concat("", ["/", name]))
}

skip if resource.facts.serves == null
