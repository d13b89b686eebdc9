package sagewarden.rules["endpoint-in-service"]

import input.resource

deny contains ["state"] if resource.state in {"OutOfService", "UpdateRollbackFailed"}
