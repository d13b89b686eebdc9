package sagewarden.rules["hyperpod-node-recovery"]

import input.resource

deny contains ["nodeRecovery"] if resource.nodeRecovery == "None"
