package sagewarden.rules["warm-pool-limit"]

import input.params
import input.resource

deny contains ["keepAliveSeconds"] if resource.keepAliveSeconds > params.maxSeconds

skip if resource.keepAliveSeconds == 0
