"""Rules about tables alone, which `review --data` looks for; no code shows these faults."""

from mlwright.leakage.suppressions import Rule

RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "HY710",
            "drift_between_parts",
            "A later part of the data is of another kind than the training part.",
            "A later part of the data is of another kind than the training part.\n\nA column is distributed otherwise, "
            "or a small model tells parts apart; the score speaks of one kind of rows only. Looked for by "
            "`mlwright review --data`.\n\nFind out what separates the parts: a split by time or site explains it, a "
            "random split does not.",
            (),
            (),
            "medium",
        ),
        Rule(
            "HY711",
            "label_conflicts",
            "Rows with equal features have different labels.",
            "Rows with equal features have different labels.\n\nAt most one of the labels can be predicted: the labels "
            "are wrong, or a column that tells the rows apart is missing. Looked for by `mlwright review --data`.\n\n"
            "Look at the rows that are shown, mend the labels or add what tells them apart.",
            (),
            (),
            "medium",
        ),
    )
}
