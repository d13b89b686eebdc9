package sagewarden.rules["guessable-buckets"]

import input.resource

deny contains ["facts", "guessableBucketsBy"] if {
	resource.facts.serves != null
	resource.facts.guessableBucketsBy != null
}

skip if resource.facts.serves == null
