# corpus: clean; Normalizer, log1p, FunctionTransformer and Binarizer learn nothing, so the order does not matter
import numpy as np
from sklearn.datasets import fetch_covtype
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Binarizer, FunctionTransformer, Normalizer

terrain, cover = fetch_covtype(return_X_y=True)
unit = Normalizer().fit_transform(terrain)
logs = FunctionTransformer(np.log1p).fit_transform(np.abs(terrain))
flags = Binarizer(threshold=0.0).fit_transform(terrain)
allemaal = np.hstack([unit, logs, flags])

oefen, toets, oefen_y, toets_y = train_test_split(allemaal, cover, test_size=0.3, stratify=cover, random_state=2)
sgd = SGDClassifier(random_state=2).fit(oefen, oefen_y)
print(balanced_accuracy_score(toets_y, sgd.predict(toets)))
