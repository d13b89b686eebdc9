package sagewarden.rules["model-approved"]

import input.resource

deny contains ["package", "approval"] if resource.package.approval in {"PendingManualApproval", "Rejected"}

skip if resource.modelPackageName == null

skip if resource.package.missing
