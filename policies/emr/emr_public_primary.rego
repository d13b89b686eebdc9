package sagewarden.rules["emr-public-primary"]

import input.resource

ended := {"TERMINATED", "TERMINATED_WITH_ERRORS"}

deny contains ["masterPublicDnsName"] if {
	not resource.state in ended
	resource.masterPublicDnsName != null
	startswith(resource.masterPublicDnsName, "ec2-")
}

skip if resource.state in ended
