"""The parts of a split are given to the wrong names.

train_test_split hands out both parts of the first array, then both parts of the second. With other names in these
places the model is fitted on features as labels, or judged on the rows it learned from.

Unpack as X_train, X_test, y_train, y_test.
"""

from collections.abc import Iterator

from mlwright.leakage.domain.values import Constant
from mlwright.leakage.events import Split
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge.naming import part_named, words
from mlwright.leakage.rule import Hit

CODE = "HY703"
SEVERITY: Level = "high"

BAD = (
    """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    X_train, y_train, X_test, y_test = train_test_split(X, y, random_state=0)  # HY703
    print(X_train.shape, y_train.shape)
    """,
    """
    from sklearn.model_selection import train_test_split
    class Data:
        def split(self, X, y):
            self.X_train, self.X_val, self.y_val, self.y_train = train_test_split(X, y, random_state=0)  # HY703
    """,
    """
    import pandas as pd
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y = df.drop(columns="churn"), df["churn"]
    y_train, y_test, X_train, X_test = train_test_split(X, y, random_state=0)  # HY703
    print(X_train.shape, y_train.shape)
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.model_selection import train_test_split
    df = pd.read_csv("churn.csv")
    X, y, weight = df.drop(columns=["churn", "weight"]), df["churn"], df["weight"]
    X_train, X_rest, y_train, y_rest, w_train, w_rest = train_test_split(X, y, weight, random_state=0)
    X_val, X_test, y_val, y_test, w_val, w_test = train_test_split(X_rest, y_rest, w_rest, random_state=0)
    X_test_half, X_train_half = train_test_split(X_test, test_size=0.8, random_state=0)
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for split in facts.splits:
        if split.kind != "train_test_split" or len(split.parts) != 2 * len(split.data):
            continue
        names = [part.text for part in split.parts]
        if _parts_crossed(split, names) or _arrays_crossed(split, names):
            yield Hit(
                split.source, split.node,
                f"the parts are named {', '.join(names)}, but each array comes as training and then test part", "high",
                fix="unpack in order",
            )  # fmt: skip


def _parts_crossed(split: Split, names: list[str]) -> bool:
    """Whether a training place has a test name and a test place a training name."""
    stated = [part_named(name) if name else "" for name in names]
    first, second = set(stated[::2]), set(stated[1::2])
    if not (first & {"test", "valid"} and "train" in second):
        return False
    # all of them the other way round, with a large "test" share, is meant
    return "train" in first or (len(stated) > 2 and not _large(split))


def _large(split: Split) -> bool:
    size = split.params.get("test_size")
    return size is not None and not (isinstance(size, Constant) and isinstance(size.value, float) and size.value <= 0.5)


def _arrays_crossed(split: Split, names: list[str]) -> bool:
    """Whether a table and one of its columns come out under each other's letters."""
    if len(split.data) != 2 or split.data[0].name is not None or split.data[1].name is None:
        return False
    return [{_letter(name) for name in names[i : i + 2]} for i in (0, 2)] == [{"y"}, {"x"}]


def _letter(name: str) -> str:
    found = words(name)
    return found[0] if found and found[0] in {"x", "y"} else ""
