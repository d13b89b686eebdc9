package sagewarden.rules["ec2-notebook-imdsv2"]

import input.resource

deny contains ["imdsTokens"] if {
	resource.imdsEndpoint != "disabled"
	resource.imdsTokens in {null, "optional"}
}

skip if resource.imdsEndpoint == "disabled"

settled if resource.imdsTokens == "required"
