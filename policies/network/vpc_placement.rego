package sagewarden.rules["vpc-placement"]

import input.resource

deny contains ["subnetIds"] if resource.has.subnetIds == false
