# corpus: leaky; the meta model learns from predictions on rows its base models were fitted on
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

grid = pd.read_csv("power_grid.csv")
stable = grid.pop("stable")
g_tr, g_te, s_tr, s_te = train_test_split(grid, stable, test_size=0.25, stratify=stable, random_state=9)

bases = [RandomForestClassifier(random_state=9), ExtraTreesClassifier(random_state=9)]
for base in bases:
    base.fit(g_tr, s_tr)
level_tr = np.column_stack([base.predict_proba(g_tr)[:, 1] for base in bases])
level_te = np.column_stack([base.predict_proba(g_te)[:, 1] for base in bases])

meta = LogisticRegression()
meta.fit(level_tr, s_tr)  # LK112
print("stack AUC", roc_auc_score(s_te, meta.predict_proba(level_te)[:, 1]))
