package sagewarden.rules["notebook-vpc"]

import input.resource

deny contains ["subnetId"] if resource.has.subnetId == false
