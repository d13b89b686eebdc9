package sagewarden.rules["image-version-archived"]

import input.resource

deny contains ["vendorGuidance"] if resource.vendorGuidance in {"ARCHIVED", "TO_BE_ARCHIVED"}

skip if resource.vendorGuidance == null

skip if resource.vendorGuidance == "NOT_PROVIDED"
