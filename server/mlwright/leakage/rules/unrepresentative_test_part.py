"""The test part is tiny, or may miss a class.

A score on few rows says little, and without stratification the shares of the classes differ between the parts by
chance.

Hold out at least a tenth of the rows, stratify by the label, or cross-validate.
"""

from collections.abc import Iterator

from mlwright.leakage.domain.values import Constant
from mlwright.leakage.events import Split
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "HY706"
SEVERITY: Level = "low"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)  # HY706
    print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("homes.csv")
    X, y = df.drop(columns="price"), df["price"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.02, random_state=0)  # HY706
    print(Ridge().fit(X_train, y_train).score(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
    print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
    """,
    """
    import pandas as pd
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("homes.csv")
    X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="price"), df["price"], random_state=0)
    print(Ridge().fit(X_train, y_train).score(X_test, y_test))
    """,
)
FEW = 50


def check(facts: Facts) -> Iterator[Hit]:
    for split in facts.splits:
        if split.kind != "train_test_split" or "**" in split.params:
            continue
        if _tiny(split):
            yield Hit(split.source, split.node, "the test part is tiny: its score depends on a handful of rows", "low")
        elif _shuffles(split) and not _given(split, "stratify") and split.groups is None and _of_classes(facts, split):
            yield Hit(
                split.source,
                split.node,
                "classes are split without `stratify`: their shares differ between the parts by chance",
                "low",
            )


def _tiny(split: Split) -> bool:
    size = getattr(split.params.get("test_size"), "value", None)
    train = getattr(split.params.get("train_size"), "value", None)
    if isinstance(train, float) and 0.9 < train < 1 and size is None:
        return True
    if isinstance(size, float):
        return 0 < size < 0.1
    return type(size) is int and 0 < size < FEW


def _given(split: Split, name: str) -> bool:
    value = split.params.get(name)
    return value is not None and not (isinstance(value, Constant) and value.value is None)


def _shuffles(split: Split) -> bool:
    return getattr(split.params.get("shuffle"), "value", True) is not False


def _of_classes(facts: Facts, split: Split) -> bool:
    return split.key in facts.classified
