# corpus: leaky; hand-made random search in a while loop, accepted whenever the test score improves
import random

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

random.seed(0)
claims = pd.read_feather("claims.feather")
fraud = claims["fraud"].to_numpy()
table = claims.drop(columns="fraud")
dev, fin, fraud_dev, fraud_fin = train_test_split(table, fraud, test_size=0.2, stratify=fraud, random_state=0)

incumbent = {"num_leaves": 31, "min_child_samples": 20}
top = 0.0
tries = 0
while tries < 50:
    proposal = {
        "num_leaves": max(4, incumbent["num_leaves"] + random.randint(-8, 8)),
        "min_child_samples": max(2, incumbent["min_child_samples"] + random.randint(-5, 5)),
    }
    booster = lgb.LGBMClassifier(n_estimators=200, random_state=0, verbose=-1, **proposal)
    booster.fit(dev, fraud_dev)
    ap = average_precision_score(fraud_fin, booster.predict_proba(fin)[:, 1])  # LK201
    if ap > top:
        top, incumbent = ap, proposal
    tries += 1

print(incumbent, f"average precision {top:.3f}")
