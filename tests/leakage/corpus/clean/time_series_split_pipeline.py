# corpus: clean; ordered folds, lags from the past, scaler inside the pipeline
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

load = pd.read_csv("grid_load.csv", parse_dates=["stamp"]).sort_values("stamp").set_index("stamp")
for lag in (24, 48, 168):
    load[f"lag_{lag}"] = load["mw"].shift(lag)
load["past_mean"] = load["mw"].shift(24).rolling(24).mean()
load = load.dropna()

past = load.drop(columns="mw")
chain = make_pipeline(StandardScaler(), Ridge())
folds = TimeSeriesSplit(5, gap=24)
scores = cross_val_score(chain, past, load["mw"], cv=folds, scoring="neg_mean_absolute_error")
print(-scores.mean())
