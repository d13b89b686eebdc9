package sagewarden.lib

# Whether the pattern of a policy stands for every action of SageMaker: AWS does not tell their case. True or false for every text.
every_action(pattern) := glob.match(lower(pattern), null, "sagemaker:zq9-nobody-named-this")

# Whether what is left by these patterns is, by and large, SageMaker.
leaves_sagemaker(patterns) := count([pattern | some pattern in patterns; every_action(pattern)]) == 0

# Whether the pattern stands for everything of SageMaker in whatever account. True or false for every text.
every_resource(pattern) := regex.match(`^(?:\*+|arn:[^:]*:(?:\*+|(?:\*+|sagemaker):(?:\*+|[^:]*:\*+(?::\*+)?)))$`, pattern)

# Whether a statement denies something to some, and not to others. True or false for every effect.
denies_some("Deny", keys) := count(keys) > 0

denies_some("Allow", _) := false
