package sagewarden.lib

# Whether the last day of what the table names is over. True or false for every name: what the table does not have has no known end.
ended(ends, name, now) := ends[name] < substring(now, 0, 10)

ended(ends, name, _) := false if not name in object.keys(ends)

# The minor version where the table has it, else the major one. Defined for every text.
release(version, ends) := minor if {
	minor := concat(".", array.slice(split(version, "."), 0, 2))
	minor in object.keys(ends)
} else := split(version, ".")[0]

# Whether what had to be over by some time is late. True or false for every time and null.
overdue(null, _) := false

overdue(due, seconds) := seconds > 0 if due != null
