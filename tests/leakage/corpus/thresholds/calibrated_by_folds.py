# corpus: clean; CalibratedClassifierCV with its own folds on the training part
import numpy as np
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.datasets import make_classification
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

X, y = make_classification(n_samples=4000, n_features=25, flip_y=0.1, random_state=0)
X_l, X_r, y_l, y_r = train_test_split(X, y, stratify=y, test_size=0.25, random_state=0)
calibrated = CalibratedClassifierCV(SVC(random_state=0), method="sigmoid", cv=5).fit(X_l, y_l)
proba = calibrated.predict_proba(X_r)
observed, predicted = calibration_curve(y_r, proba[:, 1], n_bins=10)
print("log loss", np.round(log_loss(y_r, proba), 4))
print(np.c_[predicted, observed])
