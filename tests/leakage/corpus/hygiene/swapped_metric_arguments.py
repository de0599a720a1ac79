# corpus: hygiene; HY702; prediction and truth swapped in R2
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import train_test_split

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, random_state=0)
guess = Ridge().fit(X_tr, y_tr).predict(X_te)
print("RMSE", mean_squared_error(y_te, guess) ** 0.5)
print("R2", r2_score(guess, y_te))  # HY702
