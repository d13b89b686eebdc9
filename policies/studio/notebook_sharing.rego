package sagewarden.rules["notebook-sharing"]

import input.resource

deny contains ["sharingKmsKeyId"] if {
	resource.notebookSharing == "Allowed"
	resource.has.sharingKmsKeyId == false
}
