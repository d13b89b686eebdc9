package sagewarden.rules["required-tags"]

import data.sagewarden.lib
import input.params
import input.resource

# Whether it lacks what is wanted, by key. Of a value that is unknown nothing is said.
wrong[key] := is if {
	some key, wanted in params.required
	is := lib.lacks(lib.tag(resource, key), wanted)
}

deny contains ["tags", key] if {
	some key, true in wrong
}

settled if every key, _ in params.required { wrong[key] == false }
