# corpus: clean; TunedThresholdClassifierCV on the training part, balanced accuracy of the test part once
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import TunedThresholdClassifierCV, train_test_split

transfers = pd.read_csv("transfers.csv")
y = transfers.pop("fraud")
tr, te, y_tr, y_te = train_test_split(transfers, y, stratify=y, test_size=0.25, random_state=0)
model = TunedThresholdClassifierCV(HistGradientBoostingClassifier(random_state=0), scoring="balanced_accuracy", cv=5)
model.fit(tr, y_tr)
print("cut", model.best_threshold_)
print("balanced accuracy", balanced_accuracy_score(y_te, model.predict(te)))
