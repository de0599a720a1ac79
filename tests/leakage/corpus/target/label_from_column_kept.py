# corpus: leaky; delay over 15 minutes is the label, the delay stays a feature
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier


def build(flights):
    flights["late"] = (flights["arrival_delay"] > 15).astype(int)
    y = flights["late"]
    X = flights[["distance", "taxi_out", "scheduled_minutes", "arrival_delay"]]  # LK301|LK302
    return X, y


X, y = build(pd.read_csv("flights.csv"))
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=0)
tree = DecisionTreeClassifier(max_depth=6, random_state=0).fit(X_tr, y_tr)
print("AUC", roc_auc_score(y_te, tree.predict_proba(X_te)[:, 1]))
