# corpus: clean; train_test_split with shuffle=False on a sorted series
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

series = pd.read_csv("consumption.csv", parse_dates=["timestamp"]).set_index("timestamp").sort_index()
series["previous"] = series["consumption"].shift(1)
series["month"] = series.index.month
series = series.dropna()
X, y = series[["previous", "month"]], series["consumption"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, shuffle=False)
lasso = Lasso(alpha=0.1).fit(X_train, y_train)
print("RMSE", mean_squared_error(y_test, lasso.predict(X_test)) ** 0.5)
