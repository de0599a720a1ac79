# corpus: clean; gaps of the hourly record filled with the last known value
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error

air = pd.read_csv("air.csv", parse_dates=["hour"]).sort_values("hour")
air[["no2", "wind"]] = air[["no2", "wind"]].ffill()
air["no2_before"] = air["no2"].shift(1)
air = air.dropna(subset=["no2_before", "ozone"])

early = air[air["hour"] < "2023-01-01"]
late = air[air["hour"] >= "2023-01-01"]
cols = ["no2", "no2_before", "wind"]
forest = RandomForestRegressor(random_state=0).fit(early[cols], early["ozone"])
print(mean_absolute_error(late["ozone"], forest.predict(late[cols])))
