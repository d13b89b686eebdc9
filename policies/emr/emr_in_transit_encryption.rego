package sagewarden.rules["emr-in-transit-encryption"]

import input.resource

deny contains ["inTransitEncryption"] if resource.inTransitEncryption == false

deny contains ["certificateProvider"] if {
	resource.inTransitEncryption
	resource.certificateProvider == null
}
