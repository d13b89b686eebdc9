package sagewarden.rules["role-buckets"]

import input.params
import input.resource

deny contains ["facts", "bucketsBy"] if {
	params.reach != "any"
	resource.facts.serves != null
	resource.facts.buckets == "any"
}

deny contains ["facts", "bucketsBy"] if {
	params.reach == "none"
	resource.facts.serves != null
	resource.facts.buckets == "chosen"
}

skip if resource.facts.serves == null

skip if params.reach == "any"
