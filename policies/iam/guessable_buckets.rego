package sagewarden.rules["guessable-buckets"]

import data.sagewarden.lib
import input.resource

deny contains ["facts", "guessableBucketsBy"] if lib.serves_with(resource.facts.serves, resource.facts.guessableBucketsBy)

skip if resource.facts.serves == null
