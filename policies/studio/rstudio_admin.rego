package sagewarden.rules["rstudio-admin"]

import input.params
import input.resource

deny contains ["rstudioGroup"] if {
	resource.rstudioGroup == "R_STUDIO_ADMIN"
	resource.rstudioAccess == "ENABLED"
	not resource.name in params.administrators
}
