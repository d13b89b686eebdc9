package sagewarden.rules["repository-credentials"]

import input.resource

deny contains ["urlHoldsCredentials"] if resource.urlHoldsCredentials
