package sagewarden.rules["space-remote-access"]

import input.resource

deny contains ["remoteAccess"] if resource.remoteAccess == "ENABLED"
