package sagewarden.rules["work-ports-open"]

import input.resource

deny contains ["facts", "openWorkPorts"] if resource.facts.openWorkPorts != null
