# corpus: leaky; isotonic calibration learned on the test part, Brier score of the same rows quoted
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss
from sklearn.model_selection import train_test_split

rain = pd.read_csv("rain.csv")
y = rain["wet"]
X = rain[["pressure", "humidity", "wind", "cloud"]]
X_fit, X_out, y_fit, y_out = train_test_split(X, y, stratify=y, test_size=0.3, random_state=3)

forest = RandomForestClassifier(n_estimators=400, min_samples_leaf=3, random_state=3).fit(X_fit, y_fit)
raw = forest.predict_proba(X_out)[:, 1]
print("before", brier_score_loss(y_out, raw))

iso = IsotonicRegression(out_of_bounds="clip")
iso.fit(raw, y_out)  # LK203|LK104
print("after", brier_score_loss(y_out, iso.predict(raw)))
