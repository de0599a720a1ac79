# corpus: clean; labels of a simulation are made from the features, which is what a simulation does
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(1)
X = rng.normal(size=(1000, 5))
logit = X @ np.array([1.5, -2.0, 0.0, 0.5, 0.0]) + rng.normal(0, 0.5, 1000)
y = (logit > 0).astype(int)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=1)
clf = LogisticRegression().fit(X_tr, y_tr)
print("coefficients", clf.coef_.round(2))
print("train", clf.score(X_tr, y_tr), "test", clf.score(X_te, y_te))
