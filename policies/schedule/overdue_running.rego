package sagewarden.rules["overdue-running"]

import data.sagewarden.lib
import input.resource

deny contains ["facts", "overdueSeconds"] if lib.overdue(resource.facts.due, resource.facts.overdueSeconds)

skip if resource.facts.due == null

settled if resource.facts.overdueSeconds == 0
