package sagewarden.rules["cut-off-from-aws"]

import input.resource

deny contains ["facts", "cutOffFrom"] if resource.facts.cutOffFrom != null
