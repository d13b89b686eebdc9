package sagewarden.rules["network-isolation"]

import input.resource

deny contains ["networkIsolation"] if resource.networkIsolation == false
