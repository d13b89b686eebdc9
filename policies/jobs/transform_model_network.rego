package sagewarden.rules["transform-model-network"]

import input.resource

deny contains ["model", "networkIsolation"] if resource.model.networkIsolation == false

deny contains ["model", "subnetIds"] if resource.model.has.subnetIds == false

skip if resource.model.missing
