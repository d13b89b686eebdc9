package sagewarden.rules["endpoint-policy-open"]

import data.sagewarden.lib
import input.resource

# Nobody wrote one: AWS's own allows everything.
deny contains ["policy"] if {
	contains(resource.serviceName, ".sagemaker.")
	resource.policy == null
}

deny contains ["statements", index, "actions"] if {
	_is_open[index]
	some action in resource.statements[index].actions
	lib.every_action(action)
}

deny contains ["statements", index, "notActions"] if {
	_is_open[index]
	some _ in resource.statements[index].notActions
	lib.leaves_sagemaker(resource.statements[index].notActions)
}

skip if {
	resource.serviceName != null
	contains(resource.serviceName, ".sagemaker.") == false
}

# What is denied on a condition may spare those alone who are meant, which nobody weighs here.
skip if {
	some one in resource.statements
	lib.denies_some(one.effect, one.conditionKeys)
}

_is_open contains index if {
	contains(resource.serviceName, ".sagemaker.")
	every other in resource.statements { lib.denies_some(other.effect, other.conditionKeys) == false }
	some index, one in resource.statements
	one.effect == "Allow"
	count(one.conditionKeys) == 0
	_for_everybody[index]
	_on_everything[index]
}

_for_everybody contains index if "*" in resource.statements[index].principals

# All but some are as good as all.
_for_everybody contains index if some _ in resource.statements[index].notPrincipals

_on_everything contains index if {
	some one in resource.statements[index].resources
	lib.every_resource(one)
}

_on_everything contains index if some _ in resource.statements[index].notResources
