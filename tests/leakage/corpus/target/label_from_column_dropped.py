# corpus: clean; label derived from a column that is dropped together with it
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier


def build(wines):
    wines["fine"] = (wines["points"] >= 90).astype(int)
    return wines.drop(columns=["points", "fine"]), wines["fine"]


X, y = build(pd.read_csv("wine_chemistry.csv"))
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=0)
tree = DecisionTreeClassifier(max_depth=6, random_state=0).fit(X_tr, y_tr)
print("AUC", roc_auc_score(y_te, tree.predict_proba(X_te)[:, 1]))
