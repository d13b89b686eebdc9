package sagewarden.lib

# Whether the URI begins with one of the places, in which `{project}` stands for the project. True or false for every text.
placed(uri, places, project) := count([place |
	some place in places
	startswith(concat("", [uri, "/"]), replace(place, "{project}", project))
]) > 0
