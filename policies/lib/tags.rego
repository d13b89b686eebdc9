package sagewarden.lib

# The tag's value; "" when it is known to be absent or blank; undefined when it is unknown.
tag(resource, key) := _unless_blank(resource.tags[key])

tag(resource, key) := "" if {
	not key in object.keys(resource.tags)
	not key in resource.unknownTags
	not "*" in resource.unknownTags
}

_unless_blank(value) := "" if trim_space(value) == ""

_unless_blank(value) := value if trim_space(value) != ""

# Whether the tag is there with the wanted value, or with any value where null is wanted. Nobody writes a value's case alike.
carries(resource, key, wanted) if {
	wanted == null
	tag(resource, key) != ""
}

carries(resource, key, wanted) if lower(tag(resource, key)) == lower(wanted)

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
