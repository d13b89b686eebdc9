package sagewarden.lib

# Whether one of the patterns covers the image. `*` stands for one part of a host or path, `**` for any number of them. True or
# false for every text: undefined only for an image that is unknown.
covered(image, patterns) := count([pattern | some pattern in patterns; glob.match(pattern, [".", "/"], image)]) > 0

# The same of ARNs, in whose names a dot parts nothing: `role/lab-*` covers `role/lab-ada.lovelace`.
arn_covered(arn, patterns) := count([pattern | some pattern in patterns; glob.match(pattern, ["/"], arn)]) > 0

# Whether the image is named by a digest, or by a tag that is not the latest. True or false for every text.
pinned(image) if {
	contains(image, "@sha256:")
} else := false if {
	endswith(image, ":latest")
} else := regex.match(`:[^:/]+$`, image)
