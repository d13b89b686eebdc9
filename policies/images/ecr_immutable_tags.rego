package sagewarden.rules["ecr-immutable-tags"]

import input.resource

deny contains ["tagMutability"] if {
	resource.facts.usedBy != null
	resource.tagMutability in {"MUTABLE", "MUTABLE_WITH_EXCLUSION"}
}

skip if resource.facts.usedBy == null
