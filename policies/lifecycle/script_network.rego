package sagewarden.rules["script-network"]

import input.resource

deny contains ["steps", index, "line"] if resource.steps[index].what in {"network-opened", "network-cut"}
