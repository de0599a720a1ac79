# corpus: hygiene; HY708; deep network on a small table, nothing simpler beside it
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, random_state=0)
net = make_pipeline(StandardScaler(), MLPRegressor((512, 256, 128, 64), max_iter=2000, random_state=0))
net.fit(X_tr, y_tr)  # HY708
print(r2_score(y_te, net.predict(X_te)))
