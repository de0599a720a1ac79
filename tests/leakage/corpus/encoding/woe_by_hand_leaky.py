# corpus: leaky; weight of evidence worked out by hand from all applications
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def woe_table(frame, col, bad):
    counts = frame.groupby(col)[bad].agg(["sum", "count"])  # LK107
    good = counts["count"] - counts["sum"]
    return np.log((good + 0.5) / good.sum()) - np.log((counts["sum"] + 0.5) / counts["sum"].sum())


anträge = pd.read_csv("credit_applications.csv")
for col in ["housing", "purpose"]:
    anträge[col] = anträge[col].map(woe_table(anträge, col, "bad"))

links, rechts = train_test_split(anträge, test_size=0.3, stratify=anträge["bad"], random_state=22)
spalten = ["housing", "purpose", "duration"]
karte = LogisticRegression().fit(links[spalten], links["bad"])
print("Gini", 2 * roc_auc_score(rechts["bad"], karte.predict_proba(rechts[spalten])[:, 1]) - 1)
