# corpus: leaky; groups are in scope and printed, the folds are drawn without them
import numpy as np
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

recording = np.load("eeg_epochs.npz")
epochs, state, subject = recording["power"], recording["state"], recording["subject"]
groups = subject.astype(int)
print(f"{len(np.unique(groups))} subjects, {len(epochs)} epochs")

clf = make_pipeline(StandardScaler(), SVC())
cv = KFold(n_splits=5, shuffle=True, random_state=44)
print(cross_val_score(clf, epochs, state, cv=cv, scoring="balanced_accuracy").mean())  # LK501
