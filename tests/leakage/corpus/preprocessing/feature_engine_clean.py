# corpus: clean; feature-engine steps live in the pipeline and see the development rows only
import pandas as pd
from feature_engine.imputation import MeanMedianImputer
from feature_engine.outliers import Winsorizer
from sklearn.linear_model import Lasso
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

boats = pd.read_csv("boats.csv")
y = boats["asking_price"]
boats = boats[["length", "beam", "engine_hours", "age"]]

dev, rest, y_dev, y_rest = train_test_split(boats, y, test_size=0.2, random_state=17)
flow = Pipeline(
    [
        ("fill", MeanMedianImputer(imputation_method="median", variables=["engine_hours"])),
        ("cap", Winsorizer(capping_method="iqr", tail="both", fold=1.5)),
        ("lasso", Lasso(alpha=0.1, random_state=17)),
    ]
)
flow.fit(dev, y_dev)
print("R2", r2_score(y_rest, flow.predict(rest)))
