# corpus: clean; penalty swept by folds of the training rows through a helper module
import pandas as pd
from sklearn.model_selection import train_test_split

from .scoring import build, f1_of, folds_f1


def run(path):
    mails = pd.read_parquet(path)
    y = mails.pop("spam")
    known, unseen, y_known, y_unseen = train_test_split(mails, y, test_size=0.2, stratify=y, random_state=5)
    found = {c: folds_f1(c, known, y_known) for c in (0.01, 0.1, 1.0, 10.0)}
    best_c = max(found, key=found.get)
    model = build(best_c).fit(known, y_known)
    return best_c, f1_of(model, unseen, y_unseen)


if __name__ == "__main__":
    print(run("mails.parquet"))
