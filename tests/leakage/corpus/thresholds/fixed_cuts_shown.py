# corpus: clean; recall at three agreed cut points is shown, none is chosen
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import precision_score, recall_score
from sklearn.model_selection import train_test_split

OPERATING_POINTS = (0.3, 0.5, 0.7)

transfers = pd.read_csv("transfers.csv")
y = transfers.pop("fraud")
tr, te, y_tr, y_te = train_test_split(transfers, y, stratify=y, test_size=0.25, random_state=0)
p = LGBMClassifier(random_state=0, verbose=-1).fit(tr, y_tr).predict_proba(te)[:, 1]
for point in OPERATING_POINTS:
    flagged = p >= point
    print(point, precision_score(y_te, flagged), recall_score(y_te, flagged))
