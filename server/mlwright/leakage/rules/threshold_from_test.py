"""A cut-off, a weight or a calibration is chosen on the rows whose score is reported.

The best of many cut-offs on some rows is partly luck with these rows, and the luck is reported as skill.

Choose it on validation rows or by cross-validation within the training part.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK203"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    import numpy as np
    from sklearn.metrics import f1_score, precision_recall_curve

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    model = LogisticRegression().fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 1]
    precision, recall, thresholds = precision_recall_curve(y_test, p)
    best = thresholds[np.argmax(precision * recall)]  # LK203
    print(f1_score(y_test, p > best))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    import numpy as np
    from sklearn.metrics import f1_score

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    model = LogisticRegression().fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 1]
    best = max(f1_score(y_test, p > t) for t in np.linspace(0.1, 0.9, 9))  # LK203
    print(best)
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    import numpy as np
    from sklearn.metrics import f1_score, precision_recall_curve

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)

    X_fit, X_val, y_fit, y_val = train_test_split(X_train, y_train, random_state=0)
    model = LogisticRegression().fit(X_fit, y_fit)
    precision, recall, thresholds = precision_recall_curve(y_val, model.predict_proba(X_val)[:, 1])
    best = thresholds[np.argmax(precision * recall)]
    print(f1_score(y_test, model.predict_proba(X_test)[:, 1] > best))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.kind == "threshold":
            yield leak.hit(facts, f"the cut-off is chosen on the same rows on which {leak.where} is taken")
    for sweep in facts.sweeps:
        if sweep.of == "threshold":
            yield sweep.hit("a cut-off is varied and every value is scored on held-out rows that no later part checks")
    for fit, score in facts.calibrations:
        yield Hit(
            fit.source,
            fit.node,
            f"`{fit.text}` is fitted on the rows that are scored in {score.spot}",
            "high",
            (facts.station(fit, "calibrated or weighted here"), facts.station(score, "the score is taken here")),
        )
