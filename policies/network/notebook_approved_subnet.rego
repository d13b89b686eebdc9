package sagewarden.rules["notebook-approved-subnet"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["subnetId"] if lib.unlisted_one(resource.subnetId, params.approved)

skip if count(params.approved) == 0
