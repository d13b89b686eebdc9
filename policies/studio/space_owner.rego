package sagewarden.rules["space-owner"]

import input.resource

deny contains ["ownerName"] if resource.profile.missing

skip if resource.ownerName == null
