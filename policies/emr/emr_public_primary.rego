package sagewarden.rules["emr-public-primary"]

import input.resource

ended := {"TERMINATED", "TERMINATED_WITH_ERRORS"}

deny contains ["masterPublicDnsName"] if {
	not resource.state in ended
	resource.masterPublicDnsName != null
	startswith(resource.masterPublicDnsName, "ec2-")
}

# Where the VPC gives no public names, an address alone tells.
deny contains ["primaryNodes", index, "publicIp"] if {
	not resource.state in ended
	resource.primaryNodes[index].publicIp != null
}

skip if resource.state in ended
