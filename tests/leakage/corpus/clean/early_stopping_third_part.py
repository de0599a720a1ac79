# corpus: clean; LightGBM stops on a validation part, the test part is scored once
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

df = pd.read_csv("insurance.csv")
y = df.pop("claim")
rest, test, y_rest, y_test = train_test_split(df, y, test_size=0.2, stratify=y, random_state=0)
train, valid, y_train, y_valid = train_test_split(rest, y_rest, test_size=0.2, stratify=y_rest, random_state=0)

model = lgb.LGBMClassifier(n_estimators=5000, learning_rate=0.02, random_state=0)
model.fit(train, y_train, eval_set=[(valid, y_valid)], callbacks=[lgb.early_stopping(100)])
print("AUC", roc_auc_score(y_test, model.predict_proba(test)[:, 1]))
