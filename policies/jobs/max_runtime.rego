package sagewarden.rules["max-runtime"]

import input.params
import input.resource

deny contains ["maxRuntimeSeconds"] if resource.maxRuntimeSeconds > params.maxSeconds
