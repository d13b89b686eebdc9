package sagewarden.rules["required-tags"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["tags", key] if {
	some key, _ in params.required
	lib.tag(resource, key) == ""
}

deny contains ["tags", key] if {
	some key, wanted in params.required
	wanted != null
	lower(lib.tag(resource, key)) != lower(wanted)
}

settled if every key, wanted in params.required { lib.carries(resource, key, wanted) }
