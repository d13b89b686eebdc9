package sagewarden.rules["repository-host"]

import data.sagewarden.lib
import input.params
import input.resource

deny contains ["url"] if {
	count(params.hosts) > 0
	not lib.host(resource.url) in params.hosts
}

skip if count(params.hosts) == 0
