# corpus: leaky; several visits per patient, the split ignores the patient
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

visits = pd.read_csv("eye_clinic_visits.csv")
print("visits per patient:", visits.groupby("patient_id").size().describe())

y = visits["progression"]
X = visits.drop(columns=["progression", "patient_id"])
X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)  # LK501
rf = RandomForestClassifier(n_estimators=300, random_state=0).fit(X_a, y_a)
print("AUC", roc_auc_score(y_b, rf.predict_proba(X_b)[:, 1]))
