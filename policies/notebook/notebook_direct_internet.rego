package sagewarden.rules["notebook-direct-internet"]

import input.resource

deny contains ["directInternetAccess"] if resource.directInternetAccess == "Enabled"
