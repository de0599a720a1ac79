# corpus: hygiene; HY707; clean: parameters, metric and model logged with MLflow
import mlflow
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

flats = pd.read_csv("flats.csv")
y = flats.pop("rent")
X_tr, X_te, y_tr, y_te = train_test_split(flats, y, random_state=0)
params = {"n_estimators": 400, "max_depth": 6, "learning_rate": 0.05, "random_state": 0}
with mlflow.start_run():
    mlflow.log_params(params)
    model = XGBRegressor(**params).fit(X_tr, y_tr)
    mlflow.log_metric("mae", mean_absolute_error(y_te, model.predict(X_te)))
    mlflow.xgboost.log_model(model, name="model")
