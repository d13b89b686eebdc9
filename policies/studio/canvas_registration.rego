package sagewarden.rules["canvas-registration"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["canvasRegisterRoleArn"] if {
	resource.canvasRegisterRoleArn != null
	account := lib.account(resource.canvasRegisterRoleArn)
	not account in params.accounts
	account != resource.facts.ownAccount
}

settled if resource.canvasRegisterRoleArn == null

settled if lib.account(resource.canvasRegisterRoleArn) in params.accounts
