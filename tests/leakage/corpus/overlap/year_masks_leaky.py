# corpus: leaky; both masks include the year 2019
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

harvest = pd.read_csv("harvest.csv")
old = harvest[harvest["year"] <= 2019]
recent = harvest[harvest["year"] >= 2019]  # LK110

inputs = ["rain_may", "rain_june", "soil", "slope"]
gbm = LGBMRegressor(n_estimators=200, random_state=0)
gbm.fit(old[inputs], old["tonnes"])
print("MAE", mean_absolute_error(recent["tonnes"], gbm.predict(recent[inputs])))
