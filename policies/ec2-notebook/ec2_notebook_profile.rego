package sagewarden.rules["ec2-notebook-profile"]

import input.resource

deny contains ["instanceProfileName"] if resource.has.instanceProfileName == false
