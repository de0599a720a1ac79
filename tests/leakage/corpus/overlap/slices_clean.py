# corpus: clean; three slices that touch but do not overlap
import pandas as pd
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error

bikes = pd.read_csv("bike_stations.csv").sample(frac=1, random_state=0).reset_index(drop=True)
y_all = bikes.pop("rentals")

X_ein, y_ein = bikes[:700], y_all[:700]
X_mid, y_mid = bikes[700:850], y_all[700:850]
X_aus, y_aus = bikes[850:], y_all[850:]

lr = RidgeCV(alphas=[0.1, 1.0, 10.0])
lr.fit(X_ein, y_ein)
print("development", mean_squared_error(y_mid, lr.predict(X_mid)))
print("final", mean_squared_error(y_aus, lr.predict(X_aus)))
