package sagewarden.rules["notebook-auto-stop"]

import input.resource

deny contains ["facts", "autoStop"] if resource.facts.autoStop == false
