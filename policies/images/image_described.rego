package sagewarden.rules["image-described"]

import input.resource

deny contains ["description"] if resource.has.description == false
