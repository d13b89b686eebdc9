package sagewarden.rules["classic-landing"]

import input.resource

deny contains ["landingUri"] if {
	resource.landingUri != null
	startswith(resource.landingUri, "app:JupyterServer:")
}

deny contains ["webPortal"] if resource.webPortal == "DISABLED"
