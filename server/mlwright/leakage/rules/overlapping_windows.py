"""Windows over a series are built first and parted at random.

Neighbouring windows share most of their values, so nearly every test window has its twin in the training part.

Cut the series first and build windows inside each part, with a gap of one window between them.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.ordering import inside_training, windowed
from mlwright.leakage.rule import Hit

CODE = "LK405"
SEVERITY: Level = "high"

BAD = (
    """
    import numpy as np
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import train_test_split
    series = np.load("load.npy")
    X, y = [], []
    for i in range(len(series) - 24):
        X.append(series[i : i + 24])
        y.append(series[i + 24])
    X, y = np.array(X), np.array(y)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)  # LK405
    model = Ridge().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)
GOOD = (
    """
    import numpy as np
    from sklearn.linear_model import Ridge
    series = np.load("load.npy")
    def windows(part):
        X = np.array([part[i : i + 24] for i in range(len(part) - 24)])
        return X, part[24:]
    cut = int(len(series) * 0.8)
    X_train, y_train = windows(series[:cut])
    X_test, y_test = windows(series[cut:])
    model = Ridge().fit(X_train, y_train)
    print(model.score(X_test, y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for draw in facts.draws:
        if windowed(draw):
            level: Level = "low" if inside_training(facts, draw) else "high"
            yield Hit(
                draw.source,
                draw.node,
                "windows that share values are parted at random: nearly every test window has a twin in training",
                level,
            )
