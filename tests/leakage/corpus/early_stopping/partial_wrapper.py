# corpus: leaky; stopping set bound with functools.partial, the fit call itself shows no sign of it
from functools import partial

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

solar = pd.read_csv("panels.csv")
watts = solar.pop("watts")
sun_a, sun_b, w_a, w_b = train_test_split(solar, watts, test_size=0.2, random_state=1)

booster = lgb.LGBMRegressor(n_estimators=3000, learning_rate=0.02, random_state=1, verbose=-1)
stop = lgb.early_stopping(50, verbose=False)
train = partial(booster.fit, eval_set=[(sun_b, w_b)], callbacks=[stop])

train(sun_a, w_a)  # LK202
print("R2", r2_score(w_b, booster.predict(sun_b)))
