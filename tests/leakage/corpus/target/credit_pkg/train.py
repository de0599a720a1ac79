# corpus: clean; the fault is in features.py, whose helper this module calls
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from .features import add_features


def main():
    frame = add_features(pd.read_csv("credit.csv"))
    y = frame["defaulted"]
    X = frame.drop(columns=["defaulted"])
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, test_size=0.3, random_state=0)
    clf = LogisticRegression(max_iter=1000).fit(X_tr, y_tr)
    print(roc_auc_score(y_te, clf.predict_proba(X_te)[:, 1]))


if __name__ == "__main__":
    main()
