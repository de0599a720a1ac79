# corpus: clean; the caller balances first and splits afterwards; the guilty line is in balance.py
import pandas as pd
from sklearn.ensemble import AdaBoostClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

from .balance import balance


class Experiment:
    def __init__(self, path, seed=0):
        table = pd.read_csv(path)
        self.label = table.pop("defect")
        self.rows = table
        self.seed = seed

    def run(self):
        rows, label = balance(self.rows, self.label, self.seed)
        r1, r2, l1, l2 = train_test_split(rows, label, stratify=label, random_state=self.seed)
        booster = AdaBoostClassifier(random_state=self.seed).fit(r1, l1)
        return balanced_accuracy_score(l2, booster.predict(r2))


if __name__ == "__main__":
    print(Experiment("castings.csv").run())
