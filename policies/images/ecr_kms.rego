package sagewarden.rules["ecr-kms"]

import input.resource

deny contains ["encryption"] if {
	resource.facts.usedBy != null
	resource.encryption == "AES256"
}

skip if resource.facts.usedBy == null
