package sagewarden.rules["role-trust-services"]

import input.params
import input.resource

deny contains ["services", i] if {
	resource.facts.serves != null
	resource.effect == "Allow"
	service := resource.services[i]
	not split(service, ".")[0] in params.services
}

skip if resource.facts.serves == null
