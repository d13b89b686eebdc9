package sagewarden.rules["domain-vpc-only"]

import input.resource

deny contains ["networkAccess"] if resource.networkAccess == "PublicInternetOnly"
