package sagewarden.lib

# The places, in which `{user}` stands for the user.
of_user(places, user) := [replace(place, "{user}", user) | some place in places]

# Whether the URI begins with one of the places, in which `{project}` stands for the project. True or false for every text.
placed(uri, places, project) := count([place |
	some place in places
	startswith(concat("", [uri, "/"]), replace(place, "{project}", project))
]) > 0

# Whether it lies outside of its project's places. True or false for every text and null; without places or a project there is nothing to ask.
misplaced(uri, places, project) if {
	count(places) > 0
	uri != null
	project != ""
	placed(uri, places, project) == false
} else := false
