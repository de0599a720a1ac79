# corpus: clean; folds are drawn by subject
import numpy as np
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

recording = np.load("eeg_epochs.npz")
epochs, state, subject = recording["power"], recording["state"], recording["subject"]
groups = subject.astype(int)
print(f"{len(np.unique(groups))} subjects, {len(epochs)} epochs")

clf = make_pipeline(StandardScaler(), SVC())
cv = GroupKFold(n_splits=5)
print(cross_val_score(clf, epochs, state, groups=groups, cv=cv, scoring="balanced_accuracy").mean())
