package sagewarden.lib

# Whether both say a project, and not the same. True or false for every two texts.
differ(one, other) if {
	one != ""
	other != ""
	one != other
} else := false
