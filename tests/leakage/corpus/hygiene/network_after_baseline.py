# corpus: hygiene; HY708; clean: mean predictor and ridge before the network
import pandas as pd
from sklearn.dummy import DummyRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, random_state=0)
print("mean", DummyRegressor().fit(X_tr, y_tr).score(X_te, y_te))
print("ridge", make_pipeline(StandardScaler(), Ridge()).fit(X_tr, y_tr).score(X_te, y_te))
net = make_pipeline(StandardScaler(), MLPRegressor((64, 32), max_iter=2000, random_state=0))
net.fit(X_tr, y_tr)
print("network", r2_score(y_te, net.predict(X_te)))
