package sagewarden.rules["space-owner"]

import input.resource

deny contains ["ownerName"] if resource.profile.missing

deny contains ["profile", "state"] if resource.profile.state in {"Deleting", "Failed"}

skip if resource.ownerName == null
