package sagewarden.rules["stop-override-refused"]

import input.resource

deny contains ["facts", "stopOverride"] if resource.facts.stopOverride in {"forbidden", "later"}

skip if resource.facts.stopOverride == null
