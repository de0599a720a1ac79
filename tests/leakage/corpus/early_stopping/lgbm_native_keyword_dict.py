# corpus: leaky; native LightGBM, the stopping set travels in a keyword dict built elsewhere
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

CONFIG = {
    "objective": "l1",
    "learning_rate": 0.03,
    "num_leaves": 63,
    "seed": 19,
    "verbosity": -1,
}


def fit_options(reference, valid):
    return {
        "num_boost_round": 4000,
        "valid_sets": [reference, valid],
        "valid_names": ["train", "valid"],
        "callbacks": [lgb.early_stopping(80), lgb.log_evaluation(200)],
    }


energy = pd.read_parquet("buildings.parquet")
load = energy["load"]
drivers = energy.drop(columns=["load"])
d_tr, d_te, l_tr, l_te = train_test_split(drivers, load, test_size=0.2, random_state=19)

train_set = lgb.Dataset(d_tr, label=l_tr)
valid_set = lgb.Dataset(d_te, label=l_te, reference=train_set)
options = fit_options(train_set, valid_set)
gbm = lgb.train(CONFIG, train_set, **options)  # LK202

pred = gbm.predict(d_te, num_iteration=gbm.best_iteration)
print("MAE", mean_absolute_error(l_te, pred))
