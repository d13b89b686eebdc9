package sagewarden.rules["role-administrator"]

import data.sagewarden.lib
import input.resource

deny contains ["facts", "administratorBy"] if lib.serves_with(resource.facts.serves, resource.facts.administratorBy)

skip if resource.facts.serves == null
