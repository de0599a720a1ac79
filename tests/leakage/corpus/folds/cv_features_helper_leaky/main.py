# corpus: clean; the caller of features.py: chooses, then cross-validates; the guilty line is in features.py
import pandas as pd
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

from .features import Chooser


def estimate(path, outcome, seed=0):
    frame = pd.read_csv(path)
    label = frame.pop(outcome)
    frame = Chooser(percentile=10).choose(frame, label)
    cv = StratifiedKFold(5, shuffle=True, random_state=seed)
    return cross_val_score(RidgeClassifier(), frame, label, cv=cv, scoring="balanced_accuracy").mean()


if __name__ == "__main__":
    print(estimate("metabolites.csv", "case"))
