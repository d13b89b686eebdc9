package sagewarden.rules["stop-policy-missing"]

import input.resource

deny contains ["facts", "stopPolicy"] if resource.facts.stopPolicy == "missing"

skip if resource.facts.stopPolicy == "unasked"
