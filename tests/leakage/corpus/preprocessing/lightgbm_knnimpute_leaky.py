# corpus: leaky; KNNImputer on all rows through an alias, consequence far below in a LightGBM call
import lightgbm as lgb
import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

SEED = 1234
PARAMS = {"objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "seed": SEED, "verbose": -1}

icu = pd.read_csv("icu_stays.csv")
died = icu["died"].astype(int)
vitals = icu[["heart_rate", "lactate", "creatinine", "age", "urine_output"]]

print(vitals.isna().mean())
print(vitals.describe().T)

fix = KNNImputer(n_neighbors=7)
complete = fix.fit_transform(vitals)  # LK101
tbl = pd.DataFrame(complete, columns=vitals.columns, index=vitals.index)
tbl["shock_index"] = tbl["heart_rate"] / 100
everything = tbl

idx_a, idx_b = train_test_split(everything.index, test_size=0.2, stratify=died, random_state=SEED)
dtrain = lgb.Dataset(everything.loc[idx_a], label=died.loc[idx_a])
booster = lgb.train(PARAMS, dtrain, num_boost_round=300)
print("log loss", log_loss(died.loc[idx_b], booster.predict(everything.loc[idx_b])))
