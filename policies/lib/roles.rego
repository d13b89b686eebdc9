package sagewarden.lib

# Whether a role that serves machine learning has what a fact found in its policies. True or false for every two texts and null.
serves_with(serves, found) if {
	serves != null
	found != null
} else := false

# The same of a role that is no administrator: whoever may do everything has nothing to gain.
serves_short_of_all(serves, administrator, found) if {
	administrator == null
	serves_with(serves, found)
} else := false
