package sagewarden.lib

# The indices of those that are not on the list. None where it is empty, which asks nothing.
unlisted(those, list) := {index |
	count(list) > 0
	some index, one in those
	not one in list
}

# Whether it is something, and not on the list. True or false for every text and null; an empty list asks nothing.
unlisted_one(one, list) := count(unlisted([one], list)) > 0 if one != null

unlisted_one(null, _) := false
