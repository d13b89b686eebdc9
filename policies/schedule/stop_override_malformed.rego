package sagewarden.rules["stop-override-malformed"]

import input.resource

deny contains ["facts", "stopOverride"] if resource.facts.stopOverride == "malformed"

skip if resource.facts.stopOverride == null
