package sagewarden.rules["notebook-emr-attachment"]

import data.sagewarden.lib
import input.resource

deny contains ["facts", "emrClusterId"] if resource.cluster.missing

deny contains ["cluster", "state"] if resource.cluster.state in {"TERMINATED", "TERMINATED_WITH_ERRORS"}

deny contains ["cluster", "state"] if {
	resource.facts.work == "still"
	resource.cluster.state != "WAITING"
}

deny contains ["cluster", "state"] if {
	resource.facts.work == "running"
	not resource.cluster.state in {"WAITING", "RUNNING"}
}

deny contains ["cluster", "tags", "project"] if resource.facts.project != lib.tag(resource.cluster, "project")

skip if resource.facts.emrClusterId == null

settled if {
	resource.cluster.state == "WAITING"
	resource.facts.project == lib.tag(resource.cluster, "project")
}
