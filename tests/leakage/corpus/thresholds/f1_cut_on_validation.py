# corpus: clean; cut point from a validation part, F1 of the third part reported
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

cells = pd.read_csv("cells.csv")
y = cells["malignant"]
X = cells.drop(columns=["malignant"])
X_work, X2, y_work, y2 = train_test_split(X, y, stratify=y, test_size=0.3, random_state=12)
X1, Xv, y1, yv = train_test_split(X_work, y_work, stratify=y_work, test_size=0.3, random_state=12)

model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=500)).fit(X1, y1)
risk_v = model.predict_proba(Xv)[:, 1]
cuts = np.arange(0.05, 0.95, 0.01)
best_cut = max(cuts, key=lambda cut: f1_score(yv, risk_v >= cut))

risk = model.predict_proba(X2)[:, 1]
print("cut", best_cut)
print("F1", f1_score(y2, risk >= best_cut))
