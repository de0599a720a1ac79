# corpus: leaky; CalibratedClassifierCV around a frozen model is fitted on the rows it is judged by
import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import make_classification
from sklearn.frozen import FrozenEstimator
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

X, y = make_classification(n_samples=4000, n_features=25, flip_y=0.1, random_state=0)
X_l, X_r, y_l, y_r = train_test_split(X, y, stratify=y, test_size=0.25, random_state=0)
svm = SVC(random_state=0).fit(X_l, y_l)

calibrated = CalibratedClassifierCV(FrozenEstimator(svm), method="sigmoid")
calibrated.fit(X_r, y_r)  # LK203|LK104
print("log loss", np.round(log_loss(y_r, calibrated.predict_proba(X_r)), 4))
