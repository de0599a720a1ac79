# corpus: leaky; every fold balances its outer rows too before they are scored
import numpy as np
import pandas as pd
from imblearn.over_sampling import BorderlineSMOTE
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

pumps = pd.read_csv("pumps.csv")
broken = pumps.pop("broken")
f1s = []
for tr, va in StratifiedKFold(5, shuffle=True, random_state=60).split(pumps, broken):
    Xt, yt = BorderlineSMOTE(random_state=60).fit_resample(pumps.iloc[tr], broken.iloc[tr])
    Xv, yv = BorderlineSMOTE(random_state=60).fit_resample(pumps.iloc[va], broken.iloc[va])  # LK109
    gb = HistGradientBoostingClassifier(random_state=60).fit(Xt, yt)
    f1s.append(f1_score(yv, gb.predict(Xv)))
print(np.mean(f1s))
