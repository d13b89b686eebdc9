package sagewarden.lib

# The family of an instance type: `g5` of `ml.g5.xlarge`; "" for what is no such type.
family(instance_type) := parts[1] if {
	parts := split(instance_type, ".")
	count(parts) == 3
} else := ""

# How many times an xlarge it is: 0 for what is smaller or no such type, 1000 for bare metal.
xlarges(instance_type) := to_number(times) if {
	times := trim_suffix(split(instance_type, ".")[2], "xlarge")
	regex.match(`^[0-9]+$`, times)
} else := 1 if {
	endswith(instance_type, ".xlarge")
} else := 1000 if {
	contains(instance_type, ".metal")
} else := 0
