# corpus: leaky; dict of frames: each site's table is standardised as a whole before its own split
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

SITES = ["north", "south", "harbour"]
frames = {site: pd.read_csv(f"{site}.csv") for site in SITES}
inputs = ["flow", "pressure", "temperature"]

for site, frame in frames.items():
    frame[inputs] = StandardScaler().fit_transform(frame[inputs])  # LK101

errors = {}
for site in SITES:
    left, right = train_test_split(frames[site], test_size=0.3, random_state=2)
    dm_left = xgb.DMatrix(left[inputs], label=left["energy"])
    dm_right = xgb.DMatrix(right[inputs])
    bst = xgb.train({"max_depth": 4, "eta": 0.1, "seed": 2}, dm_left, num_boost_round=150)
    errors[site] = mean_absolute_error(right["energy"], bst.predict(dm_right))
print(errors)
