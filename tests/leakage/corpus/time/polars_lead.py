# corpus: leaky; polars: next reading of the sensor as a feature
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

river = pl.read_csv("river.csv", try_parse_dates=True).sort("time")
river = river.with_columns(
    pl.col("rain").rolling_sum(6).alias("rain_6"),
    pl.col("level").shift(1).alias("level_before"),
    pl.col("level").shift(-1).alias("level_after"),  # LK401
).drop_nulls()

n = river.height * 8 // 10
names = ["rain_6", "level_before", "level_after"]
head, tail = river.head(n), river.tail(river.height - n)
model = HistGradientBoostingRegressor(random_state=0)
model.fit(head.select(names).to_numpy(), head["level"].to_numpy())
print(mean_absolute_error(tail["level"].to_numpy(), model.predict(tail.select(names).to_numpy())))
