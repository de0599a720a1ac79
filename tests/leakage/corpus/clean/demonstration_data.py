# corpus: clean; a second, made-up table demonstrates the scaler; the model uses its own pipeline
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

toy = np.array([[1.0, 200.0], [2.0, 300.0], [3.0, 100.0]])
demo = StandardScaler()
print("before", toy.mean(axis=0), "after", demo.fit_transform(toy).mean(axis=0))

df = pd.read_csv("kidney.csv")
label = df.pop("ckd")
tr, te, ytr, yte = train_test_split(df, label, test_size=0.25, stratify=label, random_state=1)
pipe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=400)).fit(tr, ytr)
print("AUC", roc_auc_score(yte, pipe.predict_proba(te)[:, 1]))
