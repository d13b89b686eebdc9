package sagewarden.rules["domain-gone"]

import input.resource

deny contains ["facts", "lostDomain"] if resource.facts.lostDomain != null
