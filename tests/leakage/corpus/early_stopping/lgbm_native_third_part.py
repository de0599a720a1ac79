# corpus: clean; native LightGBM with the stopping set cut out of the training rows
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

CONFIG = {"objective": "l1", "learning_rate": 0.03, "num_leaves": 63, "seed": 19, "verbosity": -1}

energy = pd.read_parquet("buildings.parquet")
load = energy["load"]
drivers = energy.drop(columns=["load"])
d_tr, d_te, l_tr, l_te = train_test_split(drivers, load, test_size=0.2, random_state=19)
d_core, d_stop, l_core, l_stop = train_test_split(d_tr, l_tr, test_size=0.1, random_state=19)

core = lgb.Dataset(d_core, label=l_core)
options = {
    "num_boost_round": 4000,
    "valid_sets": [core, lgb.Dataset(d_stop, label=l_stop, reference=core)],
    "callbacks": [lgb.early_stopping(80)],
}
gbm = lgb.train(CONFIG, core, **options)
print("MAE", mean_absolute_error(l_te, gbm.predict(d_te)))
