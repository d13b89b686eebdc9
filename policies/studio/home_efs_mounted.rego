package sagewarden.rules["home-efs-mounted"]

import input.resource

deny contains ["autoMountHomeEfs"] if resource.autoMountHomeEfs == "Enabled"
