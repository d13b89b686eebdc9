package sagewarden.rules["job-volume-kms"]

import data.sagewarden.lib
import input.resource

deny contains ["volumeKmsKeyId"] if {
	resource.has.volumeKmsKeyId == false
	count(resource.instanceTypes) > 0
	every instance_type in resource.instanceTypes { lib.nvme(instance_type) == false }
}

skip if count(resource.instanceTypes) == 0

skip if {
	some instance_type in resource.instanceTypes
	lib.nvme(instance_type)
}

settled if resource.has.volumeKmsKeyId
