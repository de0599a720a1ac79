# corpus: clean; evaluation on a hold-out, then the same pipeline is fitted again on every row and saved
import joblib
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline


def pipeline():
    return Pipeline([("fill", SimpleImputer()), ("model", HistGradientBoostingRegressor(random_state=0))])


flats = pd.read_csv("flats.csv")
rent = flats["rent"]
inputs = flats.drop(columns=["rent"])
tr, te, rent_tr, rent_te = train_test_split(inputs, rent, test_size=0.2, random_state=0)

trial = pipeline().fit(tr, rent_tr)
print("train", mean_absolute_percentage_error(rent_tr, trial.predict(tr)))
print("test ", mean_absolute_percentage_error(rent_te, trial.predict(te)))

shipped = pipeline().fit(inputs, rent)
joblib.dump(shipped, "rent.joblib")
