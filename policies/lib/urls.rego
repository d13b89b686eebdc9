package sagewarden.lib

# The host of an address, in small letters; "" for what is no address.
host(url) := split(split(split(lower(url), "://")[1], "/")[0], ":")[0] if {
	contains(url, "://")
} else := ""
