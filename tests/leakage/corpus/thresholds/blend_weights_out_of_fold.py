# corpus: clean; blend weights from out-of-fold predictions of the training part
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from scipy.optimize import nnls
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split

homes = pd.read_csv("homes.csv")
y = homes.pop("price").to_numpy()
X_tr, X_te, y_tr, y_te = train_test_split(homes, y, test_size=0.2, random_state=41)

members = [LGBMRegressor(random_state=41, verbose=-1), Ridge(alpha=5.0)]
folds = KFold(5, shuffle=True, random_state=41)
oof = np.column_stack([cross_val_predict(m, X_tr, y_tr, cv=folds) for m in members])
weights, _ = nnls(oof, y_tr)

unseen = np.column_stack([m.fit(X_tr, y_tr).predict(X_te) for m in members])
print("blend RMSE", mean_squared_error(y_te, unseen @ weights) ** 0.5)
