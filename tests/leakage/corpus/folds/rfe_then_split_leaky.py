# corpus: leaky; recursive elimination runs before the split, and its support mask reaches both parts
import pandas as pd
from sklearn.feature_selection import RFE
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split

stroke = pd.read_csv("stroke.csv")
has_stroke = stroke["stroke"]
candidates = stroke.drop(columns="stroke")

rfe = RFE(LogisticRegression(max_iter=1000), n_features_to_select=6)
rfe.fit(candidates, has_stroke)  # LK106
slim = candidates.loc[:, rfe.support_]

a, b, la, lb = train_test_split(slim, has_stroke, test_size=0.3, stratify=has_stroke, random_state=88)
logit = LogisticRegression(class_weight="balanced", max_iter=1000).fit(a, la)
print("sensitivity", recall_score(lb, logit.predict(b)))
