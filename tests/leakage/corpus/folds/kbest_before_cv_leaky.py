# corpus: leaky; gene expression: SelectKBest picks on all samples, then ten folds
import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score

expression = pd.read_csv("expression.tsv", sep="\t", index_col=0)
tumour = (expression.pop("status") == "tumour").astype(int)

selector = SelectKBest(f_classif, k=50)
chosen = selector.fit_transform(expression.values, tumour)  # LK106

cv = StratifiedKFold(n_splits=10, shuffle=True, random_state=5)
auc = cross_val_score(LogisticRegression(max_iter=2000), chosen, tumour, cv=cv, scoring="roc_auc")
print(np.round(auc.mean(), 3), expression.columns[selector.get_support()][:10].tolist())
