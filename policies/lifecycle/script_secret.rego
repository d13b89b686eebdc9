package sagewarden.rules["script-secret"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "secret"
