# corpus: leaky; mean and deviation over all years standardise a series that is cut by year afterwards
import numpy as np
import pandas as pd
from sklearn.svm import SVR

wind = pd.read_csv("wind.csv", parse_dates=["time"], index_col="time").sort_index()
speed = (wind["speed"] - wind["speed"].mean()) / wind["speed"].std()  # LK404|LK102
table = pd.DataFrame({"now": speed, "before": speed.shift(1), "next": speed.shift(-1)}).dropna()
train, test = table.loc[:"2021"], table.loc["2022":]
svr = SVR().fit(train[["now", "before"]], train["next"])
error = svr.predict(test[["now", "before"]]) - test["next"]
print("RMSE", np.sqrt((error**2).mean()))
