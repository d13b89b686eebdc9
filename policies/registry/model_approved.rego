package sagewarden.rules["model-approved"]

import input.resource

deny contains ["facts", "unapprovedPackages"] if resource.facts.unapprovedPackages != null
