package sagewarden.rules["script-package-index"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "pip-insecure"
