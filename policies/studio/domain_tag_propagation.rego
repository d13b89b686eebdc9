package sagewarden.rules["domain-tag-propagation"]

import input.resource

deny contains ["tagPropagation"] if resource.tagPropagation == "DISABLED"
