# corpus: leaky; category_encoders: TargetEncoder and WOE are fitted with the label of every row
import category_encoders as ce
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

policies = pd.read_csv("policies.csv")
lapse = policies.pop("lapsed")

te = ce.TargetEncoder(cols=["broker"], smoothing=5.0)
policies = te.fit_transform(policies, lapse)  # LK107
woe = ce.WOEEncoder(cols=["product"])
policies = woe.fit_transform(policies, lapse)  # LK107

train, test, l_train, l_test = train_test_split(policies, lapse, test_size=0.2, stratify=lapse, random_state=6)
m = LogisticRegression(max_iter=1000)
m.fit(train, l_train)
print("AUC", roc_auc_score(l_test, m.predict_proba(test)[:, 1]))
