package sagewarden.rules["hyperpod-updates"]

import input.resource

deny contains ["imageVersionStatus"] if resource.imageVersionStatus in {"EndOfLife", "SecurityUpdateRequired"}

skip if resource.imageVersionStatus == null
