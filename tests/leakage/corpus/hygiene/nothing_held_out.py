# corpus: hygiene; HY705; model fitted on everything and saved, nothing scored
import joblib
import pandas as pd
from lightgbm import LGBMClassifier

leads = pd.read_csv("leads.csv")
y = leads.pop("converted")
model = LGBMClassifier(n_estimators=300, random_state=0)
model.fit(leads, y)  # HY705
joblib.dump(model, "leads.joblib")
