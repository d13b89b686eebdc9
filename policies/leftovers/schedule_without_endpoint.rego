package sagewarden.rules["schedule-without-endpoint"]

import input.resource

deny contains ["endpointName"] if resource.endpoint.missing

skip if resource.endpointName == null
