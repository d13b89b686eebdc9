package sagewarden.rules["script-pinned-packages"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "pip-unpinned"
