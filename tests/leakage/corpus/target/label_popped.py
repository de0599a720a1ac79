# corpus: clean; label popped inside a function before the frame becomes the feature matrix
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor


def features_and_label(frame, label):
    frame = frame.copy()
    y = np.log1p(frame.pop(label))
    return frame, y


diamonds = pd.read_csv("diamonds.csv")
X, y = features_and_label(diamonds[["carat", "depth", "table", "price"]], "price")
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=30)
model = XGBRegressor(n_estimators=150, random_state=30).fit(X_tr, y_tr)
print("MAE", mean_absolute_error(np.expm1(y_te), np.expm1(model.predict(X_te))))
