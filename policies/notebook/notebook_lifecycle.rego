package sagewarden.rules["notebook-lifecycle"]

import input.params
import input.resource

deny contains ["lifecycleConfigName"] if {
	params.required
	resource.lifecycleConfigName == null
}

deny contains ["lifecycleConfigName"] if {
	count(params.approved) > 0
	resource.lifecycleConfigName != null
	names := object.keys(params.approved)
	not resource.lifecycleConfigName in names
}

deny contains ["lifecycle", "onCreateSha256"] if {
	some wanted in params.approved[resource.lifecycleConfigName]
	resource.lifecycle.onCreateSha256 != wanted.onCreate
}

deny contains ["lifecycle", "onStartSha256"] if {
	some wanted in params.approved[resource.lifecycleConfigName]
	resource.lifecycle.onStartSha256 != wanted.onStart
}

skip if resource.lifecycle.missing

skip if {
	params.required == false
	resource.lifecycleConfigName == null
}

skip if {
	params.required == false
	count(params.approved) == 0
}
