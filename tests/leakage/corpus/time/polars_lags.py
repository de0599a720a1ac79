# corpus: clean; polars: lags and past rainfall, level six hours ahead as the target
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

river = pl.read_csv("river.csv", try_parse_dates=True).sort("time")
river = river.with_columns(
    pl.col("rain").rolling_sum(6).alias("rain_6"),
    pl.col("level").shift(1).alias("level_before"),
    pl.col("level").shift(-6).alias("ahead"),
).drop_nulls()

n = river.height * 8 // 10
names = ["rain_6", "level", "level_before"]
head, tail = river.head(n - 6), river.tail(river.height - n)
model = HistGradientBoostingRegressor(random_state=0)
model.fit(head.select(names).to_numpy(), head["ahead"].to_numpy())
print(mean_absolute_error(tail["ahead"].to_numpy(), model.predict(tail.select(names).to_numpy())))
