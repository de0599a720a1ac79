# corpus: leaky; the running number of the record is one of the features
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

scans = pd.read_csv("scans.csv")
scans.columns = [c.strip().lower() for c in scans.columns]
y = scans["finding"]
X = scans[["record_id", "area", "perimeter", "texture"]]  # LK303
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)
forest = RandomForestClassifier(random_state=0).fit(X_tr, y_tr)
print(classification_report(y_te, forest.predict(X_te)))
