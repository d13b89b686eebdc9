package sagewarden.lib

# Whether the type has local NVMe storage, for which no volume key can be asked. True or false for every text: undefined only for
# a type that is unknown.
nvme(instance_type) if {
	some family in _nvme_families
	startswith(instance_type, $"ml.{family}.")
} else := startswith(instance_type, "ml.p6")

# Whether a variant is of a kind that no volume key can be asked for: local NVMe storage, or a pool of several types, which names
# none. True or false for every type and for null.
keyless(true, _) := false

keyless(false, null) := true

keyless(false, instance_type) := nvme(instance_type) if is_string(instance_type)
