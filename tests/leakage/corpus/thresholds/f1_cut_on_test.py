# corpus: leaky; cut point with the highest F1 on the test part, that F1 is reported
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
X1, X2, y1, y2 = train_test_split(X, y, stratify=y, test_size=0.3, random_state=12)

model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=500)).fit(X1, y1)
risk = model.predict_proba(X2)[:, 1]

cuts = np.arange(0.05, 0.95, 0.01)
best_cut = max(cuts, key=lambda cut: f1_score(y2, risk >= cut))  # LK203
print("cut", best_cut)
print("F1", f1_score(y2, risk >= best_cut))
