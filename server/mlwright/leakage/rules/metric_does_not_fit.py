"""A metric is given what it cannot judge.

Precision, R² or AUC with prediction and truth exchanged measure something else; AUC or log-loss of hard classes sees
only one point of the curve; accuracy on rare classes is high for a model that never finds one.

Give the truth first, give probabilities to metrics of ranking and calibration, and name a metric that sees the rare
class.
"""

from collections.abc import Iterator

from mlwright.leakage.domain.values import Constant
from mlwright.leakage.events import Call, Score
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge.tables import names
from mlwright.leakage.model_families import classifies, hard_labels
from mlwright.leakage.rule import Hit

CODE = "HY702"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.metrics import r2_score
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("homes.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="price"), df["price"], random_state=0)
    predicted = Ridge().fit(X_train, y_train).predict(X_test)
    print(r2_score(predicted, y_test))  # HY702
    """,
    """
    import pandas as pd
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    model = RandomForestClassifier(random_state=0).fit(X_train, y_train)
    classes = model.predict(X_test)
    print(roc_auc_score(y_test, classes))  # HY702
    """,
    """
    import pandas as pd
    from imblearn.over_sampling import SMOTE
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("fraud.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="fraud"), df["fraud"], random_state=0)
    X_more, y_more = SMOTE(random_state=0).fit_resample(X_train, y_train)
    model = LogisticRegression().fit(X_more, y_more)
    print(accuracy_score(y_test, model.predict(X_test)))  # HY702
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
    model = RandomForestClassifier(class_weight="balanced", random_state=0).fit(X_train, y_train)
    print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
    print(accuracy_score(model.predict(X_test), y_test), f1_score(y_test, model.predict(X_test)))
    """,
)

# what the exchange of truth and prediction leaves as it is (accuracy, squared error, kappa) is not here
ASYMMETRIC = names("""
    precision_score recall_score fbeta_score roc_auc_score average_precision_score log_loss brier_score_loss
    r2_score explained_variance_score mean_absolute_percentage_error balanced_accuracy_score hinge_loss
    precision_recall_fscore_support mean_pinball_loss mean_tweedie_deviance mean_poisson_deviance
    mean_gamma_deviance d2_absolute_error_score d2_tweedie_score ndcg_score top_k_accuracy_score roc_curve
    precision_recall_curve det_curve classification_report
    """)
TRANSPOSED = names("confusion_matrix multilabel_confusion_matrix")
RANKING = names("roc_auc_score average_precision_score log_loss brier_score_loss")
CURVES = names("roc_curve precision_recall_curve det_curve")
PLAIN = names("accuracy_score score")


def check(facts: Facts) -> Iterator[Hit]:
    for score in facts.scores:
        yield from _exchanged(score)
        yield from _classes_for_ranks(facts, score)
    for call in facts.of(Call):
        metric = call.function.rpartition(".")[2]
        if "swapped" in call.params and metric in ASYMMETRIC:
            yield Hit(
                call.source,
                call.node,
                f"by their names, `{metric}` is given the prediction first and the truth second",
                "medium",
                fix="exchange",
            )
    yield from _accuracy_alone(facts)


def _exchanged(score: Score) -> Iterator[Hit]:
    if "swapped" not in score.params or score.metric not in ASYMMETRIC | TRANSPOSED:
        return
    level: Level = "high" if score.metric in ASYMMETRIC else "medium"
    what = "measures something else" if score.metric in ASYMMETRIC else "shows rows and columns exchanged"
    yield Hit(
        score.source, score.node, f"`{score.metric}` takes prediction for truth and truth for prediction: it {what}",
        level, severity=None if level == "high" else "low", fix="exchange",
    )  # fmt: skip


def _classes_for_ranks(facts: Facts, score: Score) -> Iterator[Hit]:
    if score.predicted is None or score.metric not in RANKING | CURVES or not hard_labels(score.predicted):
        return
    yield Hit(
        score.source, score.node, f"`{score.metric}` gets classes from `predict`: it sees one cut-off, not the ranking",
        "high" if score.metric in RANKING else "medium",
        tuple(facts.station(fit, "the classifier is fitted here") for fit in score.fits[-1:]), "medium",
    )  # fmt: skip


def _accuracy_alone(facts: Facts) -> Iterator[Hit]:
    scores = [score for score in facts.scores if score.estimator is not None and classifies(score.estimator)]
    sign = _imbalance(facts)
    if not sign or not scores or facts.validations or any(score.metric not in PLAIN for score in facts.scores):
        return
    first = scores[0]
    yield Hit(
        first.source, first.node, f"accuracy is the only score, though {sign} says that a class is rare",
        "medium" if "resampled" in sign else "low", (), "medium",
    )  # fmt: skip


def _imbalance(facts: Facts) -> str:
    """What in the code says that one class is rare."""
    for fit in facts.fits:
        for item in [fit.estimator, *fit.estimator.steps]:
            if item.role == "sampler":
                return f"`{item.klass}`, by which rows are resampled,"
            for name in ("class_weight", "scale_pos_weight", "is_unbalance"):
                value = item.params.get(name)
                if value is not None and not (isinstance(value, Constant) and value.value in {None, 1, False}):
                    return f"`{name}`"
    return ""
