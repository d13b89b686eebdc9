package sagewarden.rules["ec2-notebook-volume-encryption"]

import input.resource

deny contains ["encrypted"] if resource.encrypted == false
