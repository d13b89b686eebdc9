package sagewarden.rules["script-environment"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "pip-outside"
