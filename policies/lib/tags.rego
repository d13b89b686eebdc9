package sagewarden.lib

# The tag's value; "" when it is known to be absent; undefined when it is unknown.
tag(resource, key) := resource.tags[key]

tag(resource, key) := "" if {
	not key in object.keys(resource.tags)
	not key in resource.unknownTags
	not "*" in resource.unknownTags
}

# Whether the tag is there with the wanted value, or with any value where null is wanted. Nobody writes a value's case alike.
carries(resource, key, wanted) if {
	wanted == null
	tag(resource, key) != ""
}

carries(resource, key, wanted) if lower(tag(resource, key)) == lower(wanted)
