package sagewarden.rules["stop-protection-expired"]

import input.resource

deny contains ["facts", "protection"] if resource.facts.protection == "expired"

skip if resource.facts.protection == null
