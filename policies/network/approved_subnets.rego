package sagewarden.rules["approved-subnets"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["subnetIds", index] if some index in lib.unlisted(resource.subnetIds, params.approved)

skip if count(params.approved) == 0
