package sagewarden.rules["role-passes-any-role"]

import data.sagewarden.lib
import input.resource

deny contains ["facts", "passesAnyRoleBy"] if lib.serves_short_of_all(resource.facts.serves, resource.facts.administratorBy, resource.facts.passesAnyRoleBy)

skip if resource.facts.serves == null

skip if resource.facts.administratorBy != null
