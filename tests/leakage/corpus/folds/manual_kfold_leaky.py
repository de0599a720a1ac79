# corpus: leaky; a hand-written fold loop indexes a matrix that was imputed and projected outside
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

sensor = pd.read_csv("machine_sensors.csv")
fault = sensor.pop("fault").values
values = sensor.values

values = SimpleImputer(strategy="mean").fit_transform(values)  # LK105
values = PCA(n_components=0.95, random_state=0).fit_transform(values)  # LK105

aucs = []
for i, (inside, outside) in enumerate(StratifiedKFold(5, shuffle=True, random_state=0).split(values, fault)):
    rf = RandomForestClassifier(n_estimators=100, random_state=i)
    rf.fit(values[inside], fault[inside])
    aucs.append(roc_auc_score(fault[outside], rf.predict_proba(values[outside])[:, 1]))
print("mean AUC", np.mean(aucs))
