package sagewarden.rules["repository-https"]

import input.resource

deny contains ["url"] if startswith(lower(resource.url), "https://") == false
