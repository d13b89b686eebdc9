package sagewarden.rules["script-user-folder"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "root-in-home"
