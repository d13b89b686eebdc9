package sagewarden.lib

# Whether the key is called by an alias that AWS keeps for its own keys. True or false for every text and null.
alias_of_aws(key) := startswith(key_name(key), "alias/aws/") if is_string(key)

alias_of_aws(null) := false

# Whether something is kept, and no key is named for it. True or false for every two of true and false.
unkeyed(kept, keyed) if {
	kept
	keyed == false
} else := false

# Keys are called by id, by ARN or by alias: the part that names them. A name of another form may be the same key.
key_name(key) := concat("", ["alias/", split(key, "alias/")[1]]) if {
	contains(key, "alias/")
} else := parts[count(parts) - 1] if {
	parts := split(key, "key/")
}

# Whether the key is on the list, "another", or "unasked": the list says nothing of keys that are called in this way.
key_named(key, approved) := "unasked" if {
	alike := [one | some one in approved; contains(one, "alias/") == contains(key, "alias/")]
	count(alike) == 0
} else := "listed" if {
	some one in approved
	key_name(one) == key_name(key)
	_apart(one, key) == false
} else := "another"

# Whether both say in which account and region an alias is, and not the same: aliases of one name are keys of their own there.
_apart(one, other) := one != other if {
	contains(one, "alias/")
	startswith(one, "arn:")
	startswith(other, "arn:")
} else := false
