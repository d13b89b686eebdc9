package sagewarden.rules["canvas-registration"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["canvasRegisterRoleArn"] if {
	resource.canvasRegisterRoleArn != null
	not lib.account(resource.canvasRegisterRoleArn) in params.accounts
}
