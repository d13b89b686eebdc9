package sagewarden.rules["inter-container-encryption"]

import input.resource

deny contains ["interContainerEncryption"] if {
	resource.instanceCount > 1
	resource.interContainerEncryption == false
}

skip if resource.instanceCount == null

skip if resource.instanceCount <= 1

settled if resource.interContainerEncryption
