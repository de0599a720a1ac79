# corpus: hygiene; HY707; the model is saved, its parameters and its score go to the screen only
import joblib
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

flats = pd.read_csv("flats.csv")
y = flats.pop("rent")
X_tr, X_te, y_tr, y_te = train_test_split(flats, y, random_state=0)
model = XGBRegressor(n_estimators=400, max_depth=6, learning_rate=0.05, random_state=0)
model.fit(X_tr, y_tr)
print("MAE", mean_absolute_error(y_te, model.predict(X_te)))
joblib.dump(model, "rent.joblib")  # HY707
