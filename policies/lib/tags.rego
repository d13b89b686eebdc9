package sagewarden.lib

# The tag's value; "" when it is known to be absent or blank; undefined when it is unknown.
tag(resource, key) := value if {
	value := _unless_blank(resource.tags[key])
} else := "" if {
	resource.tags
	not key in resource.unknownTags
	not "*" in resource.unknownTags
}

_unless_blank(value) := "" if {
	trim_space(value) == ""
} else := value

# Whether a value is another than the wanted one, or none at all where null is wanted. Nobody writes a value's case alike.
lacks(value, wanted) if {
	value == ""
} else if {
	wanted != null
	lower(value) != lower(wanted)
} else := false

# Whether the value is one of those that will do, of which one may end in `*`, and of the pattern. True or false for every text.
fits(value, wanted) := false if {
	some name, values in wanted
	name == "values"
	count([one | some one in values; _alike(value, one)]) == 0
} else := false if {
	some name, pattern in wanted
	name == "pattern"
	not regex.match(concat("", ["^(?:", pattern, ")$"]), value)
} else := true

_alike(value, one) if value == one

_alike(value, one) if {
	endswith(one, "*")
	startswith(value, trim_suffix(one, "*"))
}

# Keys of the resource that differ from this one in the case of letters alone.
misspelt(resource, key) := {own |
	some own, _ in resource.tags
	own != key
	lower(own) == lower(key)
}

# Of what is told of creations ("project: any, without user"), the keys that are compared with something.
keys_compared(creations) := {split(one, ": ")[0] | some one in split(creations, ", "); contains(one, ": ")}
