package sagewarden.rules["ec2-notebook-family"]

import input.params
import input.resource

deny contains ["instanceType"] if split(resource.instanceType, ".")[0] in params.unwanted
