package sagewarden.rules["domain-trusted-accounts"]

import input.params
import input.resource

deny contains ["dockerTrustedAccounts", index] if {
	some index, account in resource.dockerTrustedAccounts
	not account in params.accounts
}
