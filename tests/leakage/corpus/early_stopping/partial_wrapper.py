# corpus: leaky; stopping set bound with functools.partial inside a small wrapper class
from functools import partial

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split


class Booster:
    def __init__(self, **params):
        self.model = lgb.LGBMRegressor(**params)
        self.train = self.model.fit

    def watch(self, X, y, rounds):
        self.train = partial(self.model.fit, eval_set=[(X, y)], callbacks=[lgb.early_stopping(rounds, verbose=False)])
        return self

    def fit(self, X, y):
        self.train(X, y)
        return self

    def r2(self, X, y):
        return r2_score(y, self.model.predict(X))


solar = pd.read_csv("panels.csv")
watts = solar.pop("watts")
sun_a, sun_b, w_a, w_b = train_test_split(solar, watts, test_size=0.2, random_state=1)

booster = Booster(n_estimators=3000, learning_rate=0.02, random_state=1, verbose=-1)
booster.watch(sun_b, w_b, rounds=50)
booster.fit(sun_a, w_a)  # LK202
print("R2", booster.r2(sun_b, w_b))
