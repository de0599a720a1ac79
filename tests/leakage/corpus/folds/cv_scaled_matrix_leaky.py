# corpus: leaky; the matrix is scaled once and handed to cross_val_score
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

bunch = load_breast_cancer()
Z = StandardScaler().fit_transform(bunch.data)  # LK105
folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=31)
scores = cross_val_score(SVC(C=2.0), Z, bunch.target, cv=folds, scoring="roc_auc")
print(f"{np.mean(scores):.4f} +- {np.std(scores):.4f}")
