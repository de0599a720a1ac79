# corpus: clean; rolling mean of shifted values, chronological cut by position
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error

load = pd.read_csv("load.csv", index_col="time", parse_dates=True)["mw"].sort_index()
table = pd.DataFrame({
    "load": load,
    "yesterday": load.shift(24),
    "last_week": load.shift(168),
    "level": load.shift(24).rolling(24).mean(),
    "swing": load.shift(24).rolling(168).std(),
    "hour": load.index.hour,
}).dropna()
n_test = 24 * 60
past, future = table.iloc[:-n_test], table.iloc[-n_test:]
cols = table.columns.drop("load")
model = lgb.LGBMRegressor(random_state=0, verbose=-1).fit(past[cols], past["load"])
print("MAE", mean_absolute_error(future["load"], model.predict(future[cols])))
print("naive", mean_absolute_error(future["load"], future["yesterday"]))
