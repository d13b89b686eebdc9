package sagewarden.rules["script-duration"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "long"
