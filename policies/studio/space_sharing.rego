package sagewarden.rules["space-sharing"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["sharingType"] if lib.unlisted_one(resource.sharingType, params.allowed)

skip if count(params.allowed) == 0
