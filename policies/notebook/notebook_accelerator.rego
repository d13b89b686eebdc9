package sagewarden.rules["notebook-accelerator"]

import input.resource

deny contains ["acceleratorTypes", index] if some index, _ in resource.acceleratorTypes
