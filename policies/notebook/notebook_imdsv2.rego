package sagewarden.rules["notebook-imdsv2"]

import input.resource

deny contains ["imdsVersion"] if resource.imdsVersion == null

deny contains ["imdsVersion"] if resource.imdsVersion == "1"
