# corpus: leaky; dict comprehension of test scores per cost value, the key with the highest score wins
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

X, y = load_breast_cancer(return_X_y=True)
Xa, Xb, ya, yb = train_test_split(X, y, stratify=y, random_state=11)

pipes = {c: make_pipeline(RobustScaler(), SVC(C=c, gamma="scale")).fit(Xa, ya) for c in np.logspace(-3, 3, 13)}
scores = {c: pipe.score(Xb, yb) for c, pipe in pipes.items()}  # LK201
winner = max(scores, key=scores.get)
print(f"C={winner:g}: {scores[winner]:.4f}")
