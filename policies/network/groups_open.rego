package sagewarden.rules["groups-open"]

import input.resource

deny contains ["facts", "openToWorld"] if resource.facts.openToWorld != null
