package sagewarden.rules["registry-shared"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["sharedWith", i] if {
	some i, principal in resource.sharedWith
	principal == "*"
}

deny contains ["sharedWith", i] if {
	count(params.accounts) > 0
	some i, principal in resource.sharedWith
	lib.account(principal) != ""
	not lib.account(principal) in params.accounts
}
