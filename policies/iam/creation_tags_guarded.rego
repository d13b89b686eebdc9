package sagewarden.rules["creation-tags-guarded"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["facts", "creations"] if {
	resource.facts.administratorBy == null
	resource.facts.creations != null
	some key, _ in params.required
	concat(" ", ["without", lower(key)]) in split(resource.facts.creations, ", ")
}

# A key of which no policy speaks is demanded by none.
deny contains ["facts", "creations"] if {
	resource.facts.administratorBy == null
	resource.facts.creations != null
	some key, _ in params.required
	"without *" in split(resource.facts.creations, ", ")
	not lower(key) in lib.keys_compared(resource.facts.creations)
}

deny contains ["facts", "creations"] if {
	resource.facts.administratorBy == null
	resource.facts.creations != null
	some key, wanted in params.required
	wanted != null
	some hole in split(resource.facts.creations, ", ")
	startswith(hole, concat("", [lower(key), ": "]))
	lower(hole) != concat("", [lower(key), ": ", lower(wanted)])
}

skip if resource.facts.creations == null

skip if resource.facts.administratorBy != null

skip if count(params.required) == 0
