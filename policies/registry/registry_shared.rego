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
	account := lib.account(principal)
	not account in params.accounts
	account != ""
	account != resource.facts.ownAccount
}
