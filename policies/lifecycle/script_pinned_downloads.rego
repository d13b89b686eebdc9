package sagewarden.rules["script-pinned-downloads"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what == "runs-unpinned"
