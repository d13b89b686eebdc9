package sagewarden.rules["ec2-notebook-token"]

import input.resource

deny contains ["opensJupyterToAll"] if resource.opensJupyterToAll
