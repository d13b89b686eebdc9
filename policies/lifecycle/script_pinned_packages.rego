package sagewarden.rules["script-pinned-packages"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what in {"pip-unpinned", "conda-unpinned"}
