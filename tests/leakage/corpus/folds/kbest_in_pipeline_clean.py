# corpus: clean; the selector is repeated in every fold because it is a step of the pipeline
import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline

expression = pd.read_csv("expression.tsv", sep="\t", index_col=0)
tumour = (expression.pop("status") == "tumour").astype(int)

steps = Pipeline([("pick", SelectKBest(f_classif, k=50)), ("logit", LogisticRegression(max_iter=2000))])
cv = StratifiedKFold(n_splits=10, shuffle=True, random_state=5)
auc = cross_val_score(steps, expression.values, tumour, cv=cv, scoring="roc_auc")
print(np.round(auc.mean(), 3))

# which genes the final signature holds: fitted on everyone, after the estimate is made
steps.fit(expression.values, tumour)
print(expression.columns[steps["pick"].get_support()][:10].tolist())
