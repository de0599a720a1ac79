# corpus: leaky; sklearn TargetEncoder outside the folds of a cross-validated boosting model
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.preprocessing import TargetEncoder

jobs = pd.read_csv("job_ads.csv")
fake = jobs["fraudulent"]
names = ["employer", "industry", "function"]
encoder = TargetEncoder(random_state=23)
codes = encoder.fit_transform(jobs[names], fake)  # LK107
table = pd.DataFrame(codes, columns=names)
table["length"] = jobs["description"].str.len()

skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=23)
print(cross_val_score(HistGradientBoostingClassifier(random_state=23), table, fake, cv=skf, scoring="roc_auc").mean())
