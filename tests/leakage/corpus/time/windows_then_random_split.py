# corpus: leaky; overlapping windows are built first and split at random afterwards
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

WIDTH, STEP = 128, 32


def cut_windows(signal, activity):
    X, y = [], []
    for start in range(0, len(signal) - WIDTH, STEP):
        piece = signal[start : start + WIDTH]
        X.append(np.r_[piece.mean(axis=0), piece.std(axis=0), np.abs(piece).max(axis=0)])
        y.append(activity[start + WIDTH - 1])
    return np.array(X), np.array(y)


wrist = pd.read_csv("wrist.csv")
X, y = cut_windows(wrist[["ax", "ay", "az"]].to_numpy(), wrist["activity"].to_numpy())
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)  # LK405|LK403
forest = RandomForestClassifier(random_state=0).fit(X_tr, y_tr)
print(forest.score(X_te, y_te))
