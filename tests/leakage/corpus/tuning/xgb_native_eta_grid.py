# corpus: leaky; native xgboost, eta and depth from two nested loops, the test matrix decides
import pandas as pd
import xgboost as xgb
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

df = pd.read_csv("visits.csv")
target = df["booked"]
inputs = df.drop("booked", axis=1)
tr, te, ytr, yte = train_test_split(inputs, target, test_size=0.15, random_state=21, stratify=target)
dtr = xgb.DMatrix(tr, label=ytr)
dte = xgb.DMatrix(te, label=yte)

log = []
for eta in (0.02, 0.05, 0.1):
    for depth in (3, 5, 7):
        params = {"objective": "binary:logistic", "eta": eta, "max_depth": depth, "seed": 21}
        bst = xgb.train(params, dtr, num_boost_round=300)
        loss = log_loss(yte, bst.predict(dte))  # LK201
        log.append((loss, eta, depth))

log.sort()
print("winner:", log[0])
