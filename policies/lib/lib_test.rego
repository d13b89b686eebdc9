package sagewarden.lib_test

import data.sagewarden.lib

known := {"tags": {"project": "churn", "user": ""}, "unknownTags": []}

hidden := {"tags": {"user": "ada"}, "unknownTags": ["project"]}

open := {"tags": {"user": "ada"}, "unknownTags": ["*"]}

test_a_tag_has_its_value if lib.tag(known, "project") == "churn"

test_an_empty_tag_is_as_good_as_none if lib.tag(known, "user") == ""

test_a_blank_tag_is_as_good_as_none[value] if {
	some value in [" ", "\t \u00a0"]
	lib.tag({"tags": {"user": value}, "unknownTags": []}, "user") == ""
}

test_blanks_beside_a_value_are_its_own if lib.tag({"tags": {"user": " ada "}, "unknownTags": []}, "user") == " ada "

test_an_absent_tag_is_empty if lib.tag(known, "system") == ""

test_a_hidden_tag_is_undefined if not lib.tag(hidden, "project")

test_a_tag_beside_a_hidden_one_is_known if lib.tag(hidden, "system") == ""

test_any_tag_may_be_among_those_not_seen if not lib.tag(open, "project")

test_a_seen_tag_is_known_though_others_are_not if lib.tag(open, "user") == "ada"

test_any_value_will_do if lib.lacks("churn", null) == false

test_no_value_will_not_do if lib.lacks("", null)

test_case_makes_no_difference if lib.lacks("churn", "CHURN") == false

test_another_value_will_not_do if lib.lacks("churn", "grid")

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

test_arn_covered if {
	lib.arn_covered("arn:aws:iam::111122223333:role/lab-ada.lovelace", ["x", "arn:aws:iam::*:role/lab-*"]) == true
	lib.arn_covered("arn:aws:iam::111122223333:role/lab/ada", ["arn:aws:iam::*:role/*"]) == false
	lib.arn_covered("any", []) == false
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

test_unkeyed if {
	lib.unkeyed(true, false) == true
	lib.unkeyed(true, true) == false
	lib.unkeyed(false, false) == false
}

test_overdue if {
	lib.overdue("2026-11-21T18:00:00Z", 1) == true
	lib.overdue("2026-11-21T18:00:00Z", 0) == false
	lib.overdue(null, 7) == false
}

test_serves_with if {
	lib.serves_with("sagemaker", "policy a") == true
	lib.serves_with(null, "policy a") == false
	lib.serves_with("sagemaker", null) == false
}

test_serves_short_of_all if {
	lib.serves_short_of_all("sagemaker", null, "policy a") == true
	lib.serves_short_of_all("sagemaker", "policy all", "policy a") == false
	lib.serves_short_of_all("sagemaker", null, null) == false
	lib.serves_short_of_all(null, null, "policy a") == false
}

test_unlisted if {
	lib.unlisted(["a", "b"], ["a"]) == {1}
	lib.unlisted(["a", "b"], []) == set()
	lib.unlisted([], ["a"]) == set()
}

test_unlisted_one if {
	lib.unlisted_one("b", ["a"]) == true
	lib.unlisted_one("a", ["a"]) == false
	lib.unlisted_one("b", []) == false
	lib.unlisted_one(null, ["a"]) == false
}

places := ["s3://data/{project}/"]

test_misplaced if {
	lib.misplaced("s3://data/grid/x", places, "churn") == true
	lib.misplaced("s3://data/churn/x", places, "churn") == false
	lib.misplaced("s3://data/grid/x", [], "churn") == false
	lib.misplaced("s3://data/grid/x", places, "") == false
	lib.misplaced(null, places, "churn") == false
}

ends := {"2.1": "2026-06-30", "3": "2027-01-31"}

test_ended if {
	lib.ended(ends, "2.1", "2026-07-01T00:00:00Z") == true
	lib.ended(ends, "2.1", "2026-06-30T23:59:59Z") == false
	lib.ended(ends, "3", "2026-07-01T00:00:00Z") == false
	lib.ended(ends, "4", "2026-07-01T00:00:00Z") == false
}

# Of the day, nothing less and nothing more is compared.
test_ended_by_the_whole_day if {
	lib.ended({"a": "2026-06-3"}, "a", "2026-06-30T00:00:00Z") == true
	lib.ended({"a": "2026-06-30T"}, "a", "2026-06-30T") == false
	lib.ended({"a": "1026-06-30"}, "a", "2026-06-30") == true
	lib.ended({"a": "2026-06-30"}, "a", "1026-07-01") == false
}

test_ended_where_nobody_knows_when if lib.ended({"a": null}, "a", "2026-06-30T00:00:00Z") == false

test_dated if {
	lib.dated(ends, "2.1.7") == true
	lib.dated(ends, "2.1") == true
	lib.dated(ends, "3") == true
	lib.dated(ends, "3.1") == false
	lib.dated(ends, "3.1.7") == false
	lib.dated(ends, "latest") == false
}

test_dated_by_beginning if {
	lib.dated_by_beginning({"emr-7.1.": "", "emr-6.": ""}, "emr-7.1.0") == true
	lib.dated_by_beginning({"emr-7.1.": "", "emr-6.": ""}, "emr-7.10.0") == false
	lib.dated_by_beginning({"emr-7.1.": "", "emr-6.": ""}, "") == false
}

test_release if {
	lib.release("2.1.7", ends) == "2.1"
	lib.release("3.1.7", ends) == "3"
	lib.release("9", ends) == "9"
}

test_pinned if {
	lib.pinned("r/a@sha256:00ff") == true
	lib.pinned("r/a:1.4") == true
	lib.pinned("r/a:latest@sha256:00ff") == true
	lib.pinned("r/a:1.4@sha256:") == true
	lib.pinned("r/a:latest") == false
	lib.pinned("r:5000/a") == false
	lib.pinned("r/a") == false
}

test_family if {
	lib.family("ml.g5.xlarge") == "g5"
	lib.family("g5.xlarge") == ""
	lib.family("system") == ""
}

test_xlarges if {
	lib.xlarges("ml.g5.12xlarge") == 12
	lib.xlarges("ml.g5.10xlarge") == 10
	lib.xlarges("ml.g5.xlarge") == 1
	lib.xlarges("ml.m5.metal") == 1000
	lib.xlarges("ml.m5.large") == 0
	lib.xlarges("system") == 0
}

approved := ["alias/ml-data", "0f1e2d3c"]

test_key_named if {
	lib.key_named("alias/ml-data", approved) == "listed"
	lib.key_named("arn:aws:kms:eu-central-1:111122223333:alias/ml-data", approved) == "listed"
	lib.key_named("arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c", approved) == "listed"
	lib.key_named("alias/other", approved) == "another"
	lib.key_named("arn:aws:kms:eu-central-1:111122223333:alias/a", ["arn:aws:kms:us-east-1:111122223333:alias/a"]) == "another"
	lib.key_named("arn:aws:kms:eu-central-1:111122223333:alias/a", ["arn:aws:kms:eu-central-1:111122223333:alias/a"]) == "listed"
	lib.key_named("alias/a", ["arn:aws:kms:us-east-1:111122223333:alias/a"]) == "listed"
	lib.key_named("arn:aws:kms:eu-central-1:111122223333:key/k", ["arn:aws:kms:us-east-1:111122223333:key/k"]) == "listed"
	lib.key_named("99999999", approved) == "another"
	lib.key_named("99999999", ["alias/ml-data"]) == "unasked"
	lib.key_named("alias/other", ["0f1e2d3c"]) == "unasked"
	lib.key_named("alias/other", []) == "unasked"
}

test_keyless if {
	lib.keyless(true, null) == false
	lib.keyless(true, "ml.g5.xlarge") == false
	lib.keyless(false, null) == true
	lib.keyless(false, "ml.g5.xlarge") == true
	lib.keyless(false, "ml.m5.xlarge") == false
}

test_of_user if lib.of_user(["s3://data/{user}/", "s3://all/"], "ada") == ["s3://data/ada/", "s3://all/"]

test_placed if {
	lib.placed("s3://data/churn", places, "churn") == true
	lib.placed("s3://data/churn/x", places, "churn") == true
	lib.placed("s3://data/churn-2/x", places, "churn") == false
	lib.placed("s3://data/churn", ["s3://data/churn/?"], "churn") == false
}

test_account if {
	lib.account("111122223333") == "111122223333"
	lib.account("101010101010") == "101010101010"
	lib.account("arn:aws:iam::100122223333:role/a:b") == "100122223333"
	lib.account("arn:aws-cn:sts::111122223333:assumed-role/a/b") == "111122223333"
	lib.account("1111222233334") == ""
	lib.account("arn:aws:s3:::111122223333:a") == ""
	lib.account("sagemaker.amazonaws.com") == ""
}

test_differ if {
	lib.differ("churn", "grid") == true
	lib.differ("churn", "churn") == false
	lib.differ("", "grid") == false
	lib.differ("churn", "") == false
}

test_fits if {
	lib.fits("prod", {"values": ["dev", "prod"]}) == true
	lib.fits("production", {"values": ["dev", "prod*"]}) == true
	lib.fits("test", {"values": ["dev", "prod*"]}) == false
	lib.fits("production", {"values": ["dev", "prod"]}) == false
	lib.fits("cc-12", {"pattern": "cc-[0-9]+"}) == true
	lib.fits("a-cc-12", {"pattern": "cc-[0-9]+"}) == false
	lib.fits("cc-12b", {"pattern": "cc-[0-9]+"}) == false
	lib.fits("any", {}) == true
}

test_misspelt if lib.misspelt({"tags": {"project": "a", "Project": "b", "user": "c"}}, "project") == {"Project"}

test_keys_compared if lib.keys_compared("project: any, user: ada, without system") == {"project", "user"}

test_every_action if {
	lib.every_action("*") == true
	lib.every_action("SageMaker:*") == true
	lib.every_action("sagemaker:*this") == true
	lib.every_action("sagemaker:Create*") == false
	lib.every_action("s3:*") == false
}

test_leaves_sagemaker if {
	lib.leaves_sagemaker([]) == true
	lib.leaves_sagemaker(["s3:*", "iam:*"]) == true
	lib.leaves_sagemaker(["s3:*", "sagemaker:*"]) == false
	lib.leaves_sagemaker(["*", "sagemaker:*"]) == false
}

test_denies_some if {
	lib.denies_some("Deny", ["aws:SourceVpce"]) == true
	lib.denies_some("Deny", []) == false
	lib.denies_some("Allow", ["aws:SourceVpce"]) == false
}

test_host if {
	lib.host("https://Git.Acme.example:8443/a/b:c") == "git.acme.example"
	lib.host("https://git.acme.example/x://y") == "git.acme.example"
	lib.host("git.acme.example/a") == ""
}
