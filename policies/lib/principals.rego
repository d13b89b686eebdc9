package sagewarden.lib

# The account of a principal that is one or belongs to one; "" for services, for everybody, and for any other text.
account(principal) := principal if {
	regex.match(`^[0-9]{12}$`, principal)
} else := split(principal, ":")[4] if {
	regex.match(`^arn:[^:]+:(iam|sts)::[0-9]{12}:`, principal)
} else := ""
