# corpus: hygiene; HY701; split without random_state
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, test_size=0.25)  # HY701
print(LinearRegression().fit(X_tr, y_tr).score(X_te, y_te))
