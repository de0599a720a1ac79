# corpus: leaky; reason and date of the cancellation are features of a churn model
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

contracts = pd.read_csv("contracts.csv")
contracts["has_cancel_date"] = contracts["cancel_date"].notna()
y = contracts["churned"]
categories = ["tariff", "region", "cancel_reason"]
X = contracts[["months", "monthly_fee", "has_cancel_date", *categories]]  # LK303
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, test_size=0.25, random_state=14)

pipe = Pipeline([
    ("encode", ColumnTransformer([("c", OneHotEncoder(handle_unknown="ignore"), categories)], remainder="passthrough")),
    ("forest", RandomForestClassifier(random_state=14)),
])
pipe.fit(X_tr, y_tr)
print(pipe.score(X_te, y_te))
