"""Pieces of one picture, text or recording are made before the split.

Crops of one picture or sentences of one text resemble each other, so test pieces have siblings in the training part.

Split the originals first and make the pieces inside each part.
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.grouping import siblings
from mlwright.leakage.rule import Hit

CODE = "LK502"
SEVERITY: Level = "medium"

BAD = (
    """
    import pandas as pd
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_json("verdicts.json")
    df["sentence"] = df["text"].str.split(". ")
    df = df.explode("sentence")
    a, b, ya, yb = train_test_split(df["sentence"], df["court"], random_state=0)  # LK502
    words = HashingVectorizer()
    model = LogisticRegression().fit(words.transform(a), ya)
    print(model.score(words.transform(b), yb))
    """,
)
GOOD = (
    """
    import pandas as pd
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    df = pd.read_json("verdicts.json")
    a, b = train_test_split(df, random_state=0)
    a, b = a.explode("sentences"), b.explode("sentences")
    words = HashingVectorizer()
    model = LogisticRegression().fit(words.transform(a["sentences"]), a["court"])
    print(model.score(words.transform(b["sentences"]), b["court"]))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for draw in facts.draws:
        if siblings(draw):
            yield Hit(
                draw.source,
                draw.node,
                "pieces of one original are parted at random: test pieces have siblings in the training part",
                "medium",
            )
