# corpus: leaky; seasonal decomposition of the whole series, the pieces feed a model cut by date
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from statsmodels.tsa.seasonal import seasonal_decompose

beer = pd.read_csv("beer.csv", index_col="month", parse_dates=True)["litres"].asfreq("MS")
parts = seasonal_decompose(beer, period=12, extrapolate_trend="freq")  # LK404|LK401
table = pd.DataFrame({"litres": beer, "trend": parts.trend, "season": parts.seasonal, "lag": beer.shift(12)}).dropna()

train, test = table[:"2015"], table["2016":]
cols = ["trend", "season", "lag"]
model = LinearRegression().fit(train[cols], train["litres"])
print(mean_absolute_error(test["litres"], model.predict(test[cols])))
