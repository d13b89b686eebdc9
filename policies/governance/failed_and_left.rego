package sagewarden.rules["failed-and-left"]

import input.resource

deny contains ["state"] if resource.state == "Failed"
