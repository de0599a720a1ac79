# corpus: clean; GroupShuffleSplit keeps the visits of a patient together
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupShuffleSplit

visits = pd.read_csv("eye_clinic_visits.csv")
print("visits per patient:", visits.groupby("patient_id").size().describe())

y = visits["progression"]
X = visits.drop(columns=["progression", "patient_id"])
splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)
a, b = next(splitter.split(X, y, groups=visits["patient_id"]))
rf = RandomForestClassifier(n_estimators=300, random_state=0).fit(X.iloc[a], y.iloc[a])
print("AUC", roc_auc_score(y.iloc[b], rf.predict_proba(X.iloc[b])[:, 1]))
