package sagewarden.rules["ec2-notebook-public-address"]

import input.resource

deny contains ["hasPublicIp"] if resource.hasPublicIp
