package sagewarden.lib_test

import data.sagewarden.lib

known := {"tags": {"project": "churn", "user": ""}, "unknownTags": []}

hidden := {"tags": {"user": "ada"}, "unknownTags": ["project"]}

open := {"tags": {"user": "ada"}, "unknownTags": ["*"]}

test_a_tag_has_its_value if lib.tag(known, "project") == "churn"

test_an_empty_tag_is_as_good_as_none if lib.tag(known, "user") == ""

test_an_absent_tag_is_empty if lib.tag(known, "system") == ""

test_a_hidden_tag_is_undefined if not lib.tag(hidden, "project")

test_a_tag_beside_a_hidden_one_is_known if lib.tag(hidden, "system") == ""

test_any_tag_may_be_among_those_not_seen if not lib.tag(open, "project")

test_a_seen_tag_is_known_though_others_are_not if lib.tag(open, "user") == "ada"

test_any_value_will_do if lib.carries(known, "project", null)

test_no_value_will_not_do if not lib.carries(known, "user", null)

test_case_makes_no_difference if lib.carries(known, "project", "CHURN")

test_another_value_will_not_do if not lib.carries(known, "project", "grid")

test_a_hidden_tag_carries_nothing if not lib.carries(hidden, "project", null)

test_nvme[type] if {
	some type in ["ml.g5.xlarge", "ml.c5d.large", "ml.p4de.24xlarge", "ml.p6-b200.48xlarge", "ml.trn1.32xlarge", "ml.g6e.xlarge"]
	lib.nvme(type) == true
}

# A function of what may be any text must say no, not nothing.
test_no_nvme[type] if {
	some type in ["ml.m5.xlarge", "ml.c5.large", "ml.p3.2xlarge", "ml.g4.xlarge", "ml.p5", "g5.xlarge", "", "system"]
	lib.nvme(type) == false
}

test_covered[image] if {
	some image in [
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/train:1.4",
		"111122223333.dkr.ecr.us-east-1.amazonaws.com/team/a/b@sha256:00ff",
	]
	lib.covered(image, ["other/*", "111122223333.dkr.ecr.*.amazonaws.com/**"]) == true
}

test_not_covered[image] if {
	some image in [
		"111122223333.dkr.ecr.eu.evil.amazonaws.com/train:1.4",
		"111122223333.dkr.ecr.eu/x.amazonaws.com/train:1.4",
		"evil.example/111122223333.dkr.ecr.eu-central-1.amazonaws.com/train",
		"1111222233334.dkr.ecr.eu-central-1.amazonaws.com/train",
		"",
	]
	lib.covered(image, ["other/*", "111122223333.dkr.ecr.*.amazonaws.com/**"]) == false
}

test_nothing_covers if lib.covered("any", []) == false

test_aliases_of_aws[key] if {
	some key in ["alias/aws/s3", "arn:aws:kms:eu-central-1:111122223333:alias/aws/sagemaker"]
	lib.alias_of_aws(key) == true
}

test_no_aliases_of_aws[key] if {
	some key in ["alias/ml-data", "alias/ml/aws/s3", "0f1e2d3c", "", null, "arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c"]
	lib.alias_of_aws(key) == false
}
