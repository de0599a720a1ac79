# corpus: clean; recording cut in time with a gap, windows built inside each part
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

WIDTH, STEP = 128, 32


def cut_windows(signal, activity):
    X, y = [], []
    for start in range(0, len(signal) - WIDTH, STEP):
        piece = signal[start : start + WIDTH]
        X.append(np.r_[piece.mean(axis=0), piece.std(axis=0), np.abs(piece).max(axis=0)])
        y.append(activity[start + WIDTH - 1])
    return np.array(X), np.array(y)


wrist = pd.read_csv("wrist.csv")
cut = int(len(wrist) * 0.7)
first, second = wrist[:cut], wrist[cut + WIDTH :]
axes = ["ax", "ay", "az"]
X_tr, y_tr = cut_windows(first[axes].to_numpy(), first["activity"].to_numpy())
X_te, y_te = cut_windows(second[axes].to_numpy(), second["activity"].to_numpy())
forest = RandomForestClassifier(random_state=0).fit(X_tr, y_tr)
print(forest.score(X_te, y_te))
