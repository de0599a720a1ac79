# corpus: clean; loop over fresh splits of the rows, mean of the hold-out scores
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def one_round(X, y, seed):
    X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.3, stratify=y, random_state=seed)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(X_a, y_a)
    return roc_auc_score(y_b, model.predict_proba(X_b)[:, 1])


heart = pd.read_csv("heart.csv")
y = heart["disease"]
X = heart.drop(columns="disease")
areas = [one_round(X, y, seed) for seed in range(50)]
print("median", np.median(areas), "range", min(areas), max(areas))
