package sagewarden.rules["domain-docker"]

import input.resource

deny contains ["dockerAccess"] if resource.dockerAccess == "ENABLED"
