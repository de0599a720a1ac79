# corpus: leaky; feature-engine: imputer and capping learn before the split
import pandas as pd
from feature_engine.imputation import MeanMedianImputer
from feature_engine.outliers import Winsorizer
from sklearn.linear_model import Lasso
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

boats = pd.read_csv("boats.csv")
y = boats["asking_price"]
boats = boats[["length", "beam", "engine_hours", "age"]]

imputer = MeanMedianImputer(imputation_method="median", variables=["engine_hours"])
boats = imputer.fit_transform(boats)  # LK101
capper = Winsorizer(capping_method="iqr", tail="both", fold=1.5)
capper.fit(boats)  # LK101
boats = capper.transform(boats)

dev, rest, y_dev, y_rest = train_test_split(boats, y, test_size=0.2, random_state=17)
lasso = Lasso(alpha=0.1, random_state=17)
lasso.fit(dev, y_dev)
print("R2", r2_score(y_rest, lasso.predict(rest)))
