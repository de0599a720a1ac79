# corpus: leaky; as-of join looks forward to the next weather report
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error


def join_weather(departures, weather):
    return pd.merge_asof(  # LK406
        departures.sort_values("planned"),
        weather.sort_values("reported"),
        left_on="planned",
        right_on="reported",
        direction="forward",
    )


departures = pd.read_csv("departures.csv", parse_dates=["planned"])
weather = pd.read_csv("weather.csv", parse_dates=["reported"])
table = join_weather(departures, weather).dropna()
train, test = table[table.planned < "2023-06-01"], table[table.planned >= "2023-06-01"]
cols = ["wind", "visibility", "planned_minutes"]
model = GradientBoostingRegressor(random_state=0).fit(train[cols], train["delay"])
print(mean_absolute_error(test["delay"], model.predict(test[cols])))
