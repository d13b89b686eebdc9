package sagewarden.lib

_nvme_families := {
	"c5d", "c6gd", "c6id", "dl1", "g4dn", "g5", "g6", "g6e", "g7", "g7e", "gr6", "i3en", "m5d", "m6gd", "m6id", "p3dn", "p4d", "p4de",
	"p5", "p5e", "p5en", "r5d", "r6gd", "r6id", "r7gd", "trn1", "trn1n", "trn2",
}

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
