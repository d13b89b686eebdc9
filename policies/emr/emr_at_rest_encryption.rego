package sagewarden.rules["emr-at-rest-encryption"]

import input.resource

deny contains ["atRestEncryption"] if resource.atRestEncryption == false
