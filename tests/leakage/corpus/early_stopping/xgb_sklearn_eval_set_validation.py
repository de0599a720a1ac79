# corpus: clean; xgboost stops on a validation part, a third part is scored
import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

taxi = pd.read_csv("taxi.csv")
duration = np.log1p(taxi["duration"])
trips = taxi.drop(columns=["duration"])
rest, trips_test, d_rest, d_test = train_test_split(trips, duration, test_size=0.2, random_state=77)
trips_train, trips_stop, d_train, d_stop = train_test_split(rest, d_rest, test_size=0.15, random_state=77)

model = XGBRegressor(n_estimators=5000, learning_rate=0.03, early_stopping_rounds=100, random_state=77)
model.fit(trips_train, d_train, eval_set=[(trips_stop, d_stop)], verbose=200)

rmse = mean_squared_error(d_test, model.predict(trips_test)) ** 0.5
print("rounds", model.best_iteration, "test RMSE", rmse)
