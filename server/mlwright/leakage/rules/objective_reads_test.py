"""The objective of a tuner scores the test part.

Every trial looks at the rows that the final score is reported on, and the best trial is the luckiest.

Let the objective cross-validate in the training part or use validation rows.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK206"
SEVERITY: Level = "high"

BAD = (
    """
    import optuna
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)


    def objective(trial):
        model = LogisticRegression(C=trial.suggest_float("C", 0.01, 10)).fit(X_train, y_train)
        return model.score(X_test, y_test)  # LK206


    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=50)
    """,
)
GOOD = (
    """
    import optuna
    from sklearn.model_selection import cross_val_score
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split

    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)


    def objective(trial):
        return cross_val_score(LogisticRegression(C=trial.suggest_float("C", 0.01, 10)), X_train, y_train).mean()


    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=50)
    model = LogisticRegression(**study.best_params).fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for sweep in facts.sweeps:
        if sweep.of == "objective":
            yield sweep.hit("the tuner's objective scores held-out rows that no later part checks")
