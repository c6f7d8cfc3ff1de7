"""The frozen values that flow down the river: evidence, measurements, policy, judgements, verdicts."""
