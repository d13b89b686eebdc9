package sagewarden.rules["file-systems-approved"]

import input.params
import input.resource

deny contains ["fileSystemIds", index] if {
	some index, mounted in resource.fileSystemIds
	not mounted in params.approved
}
