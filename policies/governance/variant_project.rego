package sagewarden.rules["variant-project"]

import input.resource

deny contains ["facts", "foreignModels"] if resource.facts.foreignModels != null
