"""A tokeniser or a normalising layer is adapted to all texts before the split.

Its vocabulary and its statistics contain the test texts.

Adapt it to the training texts only.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import Hit

CODE = "LK602"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.model_selection import train_test_split
    from tensorflow.keras.models import Sequential
    from tensorflow.keras.preprocessing.text import Tokenizer
    df = pd.read_csv("reviews.csv")
    tokenizer = Tokenizer(num_words=5000)
    tokenizer.fit_on_texts(df["text"])  # LK602
    X = tokenizer.texts_to_matrix(df["text"])
    X_train, X_test, y_train, y_test = train_test_split(X, df["label"], random_state=0)
    model = Sequential()
    model.fit(X_train, y_train)
    print(model.evaluate(X_test, y_test))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.model_selection import train_test_split
    from tensorflow.keras.models import Sequential
    from tensorflow.keras.preprocessing.text import Tokenizer
    df = pd.read_csv("reviews.csv")
    train, test, y_train, y_test = train_test_split(df["text"], df["label"], random_state=0)
    tokenizer = Tokenizer(num_words=5000)
    tokenizer.fit_on_texts(train)
    model = Sequential()
    model.fit(tokenizer.texts_to_matrix(train), y_train)
    print(model.evaluate(tokenizer.texts_to_matrix(test), y_test))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for leak in facts.leaks:
        if leak.by_words and leak.way in {"split", "unscored", "cut"}:
            yield leak.hit(facts, f"{leak.what} learns from texts that {leak.where} counts as unseen")
