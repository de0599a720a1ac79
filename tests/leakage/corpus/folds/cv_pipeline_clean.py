# corpus: clean; the same cross-validation with the scaler inside a pipeline
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

bunch = load_breast_cancer()
machine = make_pipeline(StandardScaler(), SVC(C=2.0))
folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=31)
scores = cross_val_score(machine, bunch.data, bunch.target, cv=folds, scoring="roc_auc")
print(f"{np.mean(scores):.4f} +- {np.std(scores):.4f}")
