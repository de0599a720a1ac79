# corpus: clean; the identifiers are parted first and the rows follow them
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

steps = pd.read_csv("gait.csv")
people = steps["subject_id"].unique()
rng = np.random.default_rng(3)
rng.shuffle(people)
known = set(people[: int(0.8 * len(people))])

mask = steps["subject_id"].isin(known)
inner, outer = steps[mask], steps[~mask]
cols = ["cadence", "stride", "sway"]
lr = LogisticRegression(max_iter=500).fit(inner[cols], inner["fell"])
print(roc_auc_score(outer["fell"], lr.predict_proba(outer[cols])[:, 1]))
