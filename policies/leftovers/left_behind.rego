package sagewarden.rules["left-behind"]

import input.resource

deny contains ["facts", "leftBy"] if resource.facts.leftBy != null
