# corpus: clean; the fold loop fits imputer and projection on the inner rows of each round
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

aucs = []
for i, (inside, outside) in enumerate(StratifiedKFold(5, shuffle=True, random_state=0).split(values, fault)):
    imp = SimpleImputer(strategy="mean")
    pca = PCA(n_components=0.95, random_state=0)
    A = pca.fit_transform(imp.fit_transform(values[inside]))
    B = pca.transform(imp.transform(values[outside]))
    rf = RandomForestClassifier(n_estimators=100, random_state=i)
    rf.fit(A, fault[inside])
    aucs.append(roc_auc_score(fault[outside], rf.predict_proba(B)[:, 1]))
print("mean AUC", np.mean(aucs))
