package sagewarden.rules["secret-in-variables"]

import input.resource

deny contains ["secretVariables", index] if {
	some index, _ in resource.secretVariables
}
