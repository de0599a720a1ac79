# corpus: hygiene; HY705; clean: scored by folds, then fitted on everything and saved
import joblib
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.model_selection import cross_val_score

leads = pd.read_csv("leads.csv")
y = leads.pop("converted")
model = LGBMClassifier(n_estimators=300, random_state=0)
print(cross_val_score(model, leads, y, cv=5, scoring="roc_auc").mean())
joblib.dump(model.fit(leads, y), "leads.joblib")
