package sagewarden.rules["component-network"]

import input.resource

deny contains ["networkIsolation"] if {
	resource.networkIsolation == false
	some variant in resource.variants
	variant.modelName == null
}

deny contains ["subnetIds"] if {
	resource.has.subnetIds == false
	some variant in resource.variants
	variant.modelName == null
}

skip if every variant in resource.variants { variant.modelName != null }
