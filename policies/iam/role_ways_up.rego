package sagewarden.rules["role-ways-up"]

import data.sagewarden.lib
import input.resource

deny contains ["facts", "waysUp"] if lib.serves_short_of_all(resource.facts.serves, resource.facts.administratorBy, resource.facts.waysUp)

skip if resource.facts.serves == null

skip if resource.facts.administratorBy != null
