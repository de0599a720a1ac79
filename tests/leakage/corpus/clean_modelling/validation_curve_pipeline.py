# corpus: clean; validation_curve of scikit-learn over folds of the training part, test part scored once
import numpy as np
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split, validation_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

X, y = load_wine(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=6)
gammas = np.logspace(-4, 1, 12)
train_s, valid_s = validation_curve(
    make_pipeline(StandardScaler(), SVC()), X_tr, y_tr, param_name="svc__gamma", param_range=gammas, cv=5
)
gamma = gammas[valid_s.mean(axis=1).argmax()]
model = make_pipeline(StandardScaler(), SVC(gamma=gamma)).fit(X_tr, y_tr)
print(gamma, model.score(X_te, y_te))
