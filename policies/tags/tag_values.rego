package sagewarden.rules["tag-values"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["tags", key] if {
	some key, wanted in params.allowed
	value := lib.tag(resource, key)
	value != ""
	lib.fits(value, wanted) == false
}

deny contains ["tags", wanted.key] if {
	some wanted in params.tagPolicy
	value := lib.tag(resource, wanted.key)
	value != ""
	lib.fits(value, wanted) == false
}

deny contains ["tags", key] if {
	some wanted in params.tagPolicy
	some key in lib.misspelt(resource, wanted.key)
}

skip if {
	count(params.allowed) == 0
	params.tagPolicy == null
}
