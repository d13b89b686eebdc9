package sagewarden.rules["emr-block-public-access"]

import input.resource

deny contains ["blocksPublicRules"] if resource.blocksPublicRules == false

deny contains ["permittedPorts", i, "from"] if {
	some i, range in resource.permittedPorts
	range.from != 22
}

# A range without an end is one port.
deny contains ["permittedPorts", i, "to"] if {
	some i, range in resource.permittedPorts
	not range.to in {null, 22}
}
