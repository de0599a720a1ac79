# corpus: leaky; CatBoost keeps the best iteration of its eval set by default, and that is the test pool
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

ads = pd.read_csv("ads.csv")
cats = ["site", "device", "slot"]
y = ads["clicked"]
X = ads[cats + ["price", "age_of_ad"]]
X_l, X_r, y_l, y_r = train_test_split(X, y, test_size=0.25, stratify=y, random_state=2)

pool_l = Pool(X_l, y_l, cat_features=cats)
pool_r = Pool(X_r, y_r, cat_features=cats)

cb = CatBoostClassifier(iterations=1500, depth=6, eval_metric="AUC", random_seed=2, verbose=100)
cb.fit(pool_l, eval_set=pool_r)  # LK202

print("AUC", roc_auc_score(y_r, cb.predict_proba(pool_r)[:, 1]))
