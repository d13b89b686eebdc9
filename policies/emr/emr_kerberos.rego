package sagewarden.rules["emr-kerberos"]

import input.params
import input.resource

deny contains ["kerberosProvider"] if {
	params.required
	resource.kerberosProvider == null
}

skip if params.required == false
