package sagewarden.rules["script-sudoers"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "sudoers"
