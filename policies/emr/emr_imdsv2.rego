package sagewarden.rules["emr-imdsv2"]

import input.resource

deny contains ["imdsVersion"] if resource.imdsVersion in {null, 1}
