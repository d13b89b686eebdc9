package sagewarden.rules["emr-security-configuration"]

import input.resource

deny contains ["securityConfiguration"] if resource.has.securityConfiguration == false
