# corpus: leaky; LightGBM classifier with a stopping callback on the test rows
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import train_test_split

flowers = pd.read_csv("petals.csv")
species = flowers["species"].astype("category").cat.codes
parts = flowers.drop(columns=["species"])
p_fit, p_check, s_fit, s_check = train_test_split(parts, species, test_size=0.3, stratify=species, random_state=5)

stopper = lgb.early_stopping(stopping_rounds=40, verbose=False)
clf = lgb.LGBMClassifier(n_estimators=2000, learning_rate=0.05, random_state=5)
clf.fit(p_fit, s_fit, eval_set=[(p_check, s_check)], eval_metric="multi_logloss", callbacks=[stopper])  # LK202

print("accuracy", accuracy_score(s_check, clf.predict(p_check)))
print("log loss", log_loss(s_check, clf.predict_proba(p_check)))
