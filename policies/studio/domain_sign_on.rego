package sagewarden.rules["domain-sign-on"]

import input.resource

deny contains ["authMode"] if resource.authMode == "IAM"
