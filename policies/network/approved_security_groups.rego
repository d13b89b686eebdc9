package sagewarden.rules["approved-security-groups"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["securityGroupIds", index] if some index in lib.unlisted(resource.securityGroupIds, params.approved)

skip if count(params.approved) == 0
