# corpus: hygiene; HY704; clean: joblib file is written a few lines above, torch weights are loaded as weights only
import joblib
import pandas as pd
import torch
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, random_state=0)
joblib.dump(Ridge().fit(X_tr, y_tr), "ridge.joblib")

again = joblib.load("ridge.joblib")
print(again.score(X_te, y_te))
state = torch.load("encoder.pt", weights_only=True)
print(sorted(state))
