# corpus: clean; dict of parts: every scaler is fitted on the train entry and kept beside it
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

SITES = ["north", "south", "harbour"]
inputs = ["flow", "pressure", "temperature"]

errors = {}
for site in SITES:
    frame = pd.read_csv(f"{site}.csv")
    parts = dict(zip(["train", "test"], train_test_split(frame, test_size=0.3, random_state=2)))
    scaler = StandardScaler().fit(parts["train"][inputs])
    matrices = {name: scaler.transform(part[inputs]) for name, part in parts.items()}
    dm_left = xgb.DMatrix(matrices["train"], label=parts["train"]["energy"])
    dm_right = xgb.DMatrix(matrices["test"])
    bst = xgb.train({"max_depth": 4, "eta": 0.1, "seed": 2}, dm_left, num_boost_round=150)
    errors[site] = mean_absolute_error(parts["test"]["energy"], bst.predict(dm_right))
print(errors)
