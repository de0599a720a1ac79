# corpus: leaky; the second slice starts before the first one ends
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

bikes = pd.read_csv("bike_stations.csv").sample(frac=1, random_state=0).reset_index(drop=True)
y_all = bikes.pop("rentals")

X_ein, y_ein = bikes[:800], y_all[:800]
X_aus, y_aus = bikes[700:], y_all[700:]  # LK110

lr = LinearRegression()
lr.fit(X_ein, y_ein)
print(mean_squared_error(y_aus, lr.predict(X_aus)))
