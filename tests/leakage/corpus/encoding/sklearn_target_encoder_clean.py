# corpus: clean; sklearn TargetEncoder inside a ColumnTransformer inside the pipeline
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import TargetEncoder

jobs = pd.read_csv("job_ads.csv")
fake = jobs["fraudulent"]
names = ["employer_type", "industry", "function"]
table = jobs[names].assign(length=jobs["description"].str.len())

block = make_column_transformer((TargetEncoder(random_state=23), names), remainder="passthrough")
model = make_pipeline(block, HistGradientBoostingClassifier(random_state=23))
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=23)
print(cross_val_score(model, table, fake, cv=skf, scoring="roc_auc").mean())
