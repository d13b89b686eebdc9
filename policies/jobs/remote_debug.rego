package sagewarden.rules["remote-debug"]

import input.resource

deny contains ["remoteDebug"] if resource.remoteDebug
