# corpus: leaky; share of two classifiers stepped through in a loop, the best test AUC kept
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

loans = pd.read_csv("loans.csv")
bad = loans.pop("bad")
A, B, bad_a, bad_b = train_test_split(loans, bad, test_size=0.3, stratify=bad, random_state=6)
pa = RandomForestClassifier(random_state=6).fit(A, bad_a).predict_proba(B)[:, 1]
pb = LogisticRegression(max_iter=2000).fit(A, bad_a).predict_proba(B)[:, 1]

top, share = 0.0, None
for w in np.linspace(0, 1, 21):
    auc = roc_auc_score(bad_b, w * pa + (1 - w) * pb)
    if auc > top:  # LK203|LK201
        top, share = auc, w
print("share of the forest", share, "AUC", top)
