# The examples of the catalogue, as `npm run rules:build` projects them into policies/examples.json.
package sagewarden.examples_test

# What the policy of the kind says of the example, by set.
said(example) := {set: values |
	some set in ["deny", "skip", "settled", "unsure", "aside"]
	rows := data.sagewarden.kinds[example.kind].answer.verdicts[example.rule] with input as example.input
	values := {value | some [0, value] in rows; word(value) == set}
}

# A denial is the path of what is wrong; all else that is said is a word.
word(value) := value if {
	is_string(value)
} else := "deny"

agrees("fail", sets) if count(sets.deny) > 0

agrees("not-applicable", sets) if {
	count(sets.deny) == 0
	count(sets.skip | sets.aside) > 0
}

# A pass is silence where everything is known; whether silence is unknown is decided where it is known what was not sent.
agrees("pass", sets) if count((((sets.deny | sets.skip) | sets.aside) | sets.unsure)) == 0

agrees("settled", sets) if {
	count(((sets.deny | sets.skip) | sets.unsure)) == 0
	count(sets.settled) > 0
}

agrees("unsure", sets) if {
	count(((sets.deny | sets.skip) | sets.settled)) == 0
	count(sets.unsure) > 0
}

agrees("unknown", sets) if count(((sets.deny | sets.skip) | sets.settled)) == 0

test_examples[title] if {
	some title, example in data.examples.rules
	agrees(example.verdict, said(example))
}

# Each kind's glue brings all that its rules say, and has seen what was sent: of resources with one element in each list, and with none.
test_glue[name] if {
	some kind, cases in data.examples.glue
	some which, expected in cases
	name := concat(" ", [kind, which])
	sent := {"resources": [expected.resource], "now": "2026-11-21T12:00:00Z", "params": expected.params}
	answer := data.sagewarden.kinds[kind].answer with input as sent with data.sagewarden.rules as expected.said
	answer.seen == 1
	sorted(answer.verdicts) == sorted(expected.verdicts)
}

sorted(verdicts) := {rule: {row | some row in rows} | some rule, rows in verdicts}
