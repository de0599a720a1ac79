# corpus: leaky; rows sorted by the label, then cut by position
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error

athletes = pd.read_csv("athletes.csv")
athletes = athletes.sort_values("finish_time").reset_index(drop=True)  # LK304
cut = int(0.8 * len(athletes))
first, last = athletes.iloc[:cut], athletes.iloc[cut:]
cols = ["age", "height", "weight", "hours_per_week"]
model = LinearRegression().fit(first[cols], first["finish_time"])
print(mean_absolute_error(last["finish_time"], model.predict(last[cols])))
