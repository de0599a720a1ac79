# corpus: clean; after the one evaluation the chain is fitted on all rows and stored for service
import pandas as pd
import skops.io
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

loans = pd.read_csv("microloans.csv")
y = loans.pop("repaid")
X_fit, X_eval, y_fit, y_eval = train_test_split(loans, y, test_size=0.2, stratify=y, random_state=10)

draft = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
draft.fit(X_fit, y_fit)
print("AUC", roc_auc_score(y_eval, draft.predict_proba(X_eval)[:, 1]))

final = clone(draft)
final.fit(loans, y)
skops.io.dump(final, "microloans.skops")
