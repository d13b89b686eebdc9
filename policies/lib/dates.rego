package sagewarden.lib

# Whether the last day of what the table names is over. True or false for every name: what the table does not have, or has with null,
# has no known end.
ended(ends, name, now) if {
	is_string(ends[name])
	ends[name] < substring(now, 0, 10)
} else := false

# Whether the table says anything of the version: of just this one, or of its minor one. What it says of a major version alone is the
# last day of the last of its minor ones. True or false for every text.
dated(ends, version) := count({version, concat(".", array.slice(split(version, "."), 0, 2))} & object.keys(ends)) > 0

# The same of names of which the table has the beginnings.
dated_by_beginning(ends, name) := count([beginning | some beginning in object.keys(ends); startswith(name, beginning)]) > 0

# The minor version where the table has it, else the major one. Defined for every text.
release(version, ends) := minor if {
	minor := concat(".", array.slice(split(version, "."), 0, 2))
	minor in object.keys(ends)
} else := split(version, ".")[0]

# Whether what had to be over by some time is late. True or false for every time and null.
overdue(null, _) := false

overdue(due, seconds) := seconds > 0 if due != null
