# corpus: leaky; duplicates of minority rows land in different folds
import numpy as np
from imblearn.over_sampling import RandomOverSampler
from sklearn.datasets import make_classification
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.tree import DecisionTreeClassifier

lignes, classe = make_classification(n_samples=3000, weights=[0.95], random_state=2)
ros = RandomOverSampler(random_state=2)
lignes, classe = ros.fit_resample(lignes, classe)  # LK108
plis = StratifiedKFold(n_splits=5, shuffle=True, random_state=2)
notes = cross_val_score(DecisionTreeClassifier(random_state=2), lignes, classe, cv=plis, scoring="f1")
print(np.mean(notes))
