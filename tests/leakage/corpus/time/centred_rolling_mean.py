# corpus: leaky; centred rolling mean of the demand is a feature of the demand forecast
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error


def make_features(load):
    table = pd.DataFrame({"load": load})
    table["yesterday"] = load.shift(24)
    table["level"] = load.rolling(window=25, center=True).mean()  # LK401
    table["hour"] = load.index.hour
    return table.dropna()


load = pd.read_csv("load.csv", index_col="time", parse_dates=True)["mw"]
table = make_features(load)
cut = pd.Timestamp("2023-07-01")
past, future = table[table.index < cut], table[table.index >= cut]
cols = ["yesterday", "level", "hour"]
model = lgb.LGBMRegressor(random_state=0, verbose=-1).fit(past[cols], past["load"])
print("MAE", mean_absolute_error(future["load"], model.predict(future[cols])))
