# corpus: leaky; weights of three regressors minimised on the rows whose error is quoted
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

homes = pd.read_csv("homes.csv")
y = homes.pop("price").to_numpy()
X_tr, X_te, y_tr, y_te = train_test_split(homes, y, test_size=0.2, random_state=41)

members = [
    LGBMRegressor(random_state=41, verbose=-1),
    CatBoostRegressor(random_seed=41, verbose=False),
    Ridge(alpha=5.0),
]
P = np.column_stack([m.fit(X_tr, y_tr).predict(X_te) for m in members])


def loss(w):
    return np.mean((P @ w - y_te) ** 2)


simplex = {"type": "eq", "fun": lambda w: w.sum() - 1}
found = minimize(loss, np.full(3, 1 / 3), bounds=[(0, 1)] * 3, constraints=simplex)  # LK203
print("weights", found.x.round(3))
print("blend RMSE", mean_squared_error(y_te, P @ found.x) ** 0.5)
