# corpus: clean; the masks part the years without a common one
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

harvest = pd.read_csv("harvest.csv")
is_old = harvest["year"] <= 2019
old, recent = harvest[is_old], harvest[~is_old]

inputs = ["rain_may", "rain_june", "soil", "slope"]
gbm = LGBMRegressor(n_estimators=200, random_state=0)
gbm.fit(old[inputs], old["tonnes"])
print("MAE", mean_absolute_error(recent["tonnes"], gbm.predict(recent[inputs])))
