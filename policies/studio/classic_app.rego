package sagewarden.rules["classic-app"]

import input.resource

deny contains ["appType"] if {
	resource.appType in {"JupyterServer", "KernelGateway"}
	resource.state != "Deleted"
}
