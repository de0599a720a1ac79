# corpus: leaky; Hyperopt loss built from the test part through a lambda
import numpy as np
import pandas as pd
from hyperopt import STATUS_OK, Trials, fmin, hp, tpe
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

bikes = pd.read_csv("bike_stations.csv")
rides = bikes.pop("rides")
part_a, part_b, rides_a, rides_b = train_test_split(bikes, rides, test_size=0.25, random_state=17)

space = {
    "max_depth": hp.choice("max_depth", [3, 4, 5, 6]),
    "learning_rate": hp.loguniform("learning_rate", np.log(0.01), np.log(0.3)),
    "subsample": hp.uniform("subsample", 0.5, 1.0),
}


def loss_of(params, fit_x, fit_y, eval_x, eval_y):
    model = XGBRegressor(n_estimators=400, random_state=17, **params)
    model.fit(fit_x, fit_y)
    rmse = mean_squared_error(eval_y, model.predict(eval_x)) ** 0.5  # LK206
    return {"loss": rmse, "status": STATUS_OK}


trials = Trials()
best = fmin(
    fn=lambda params: loss_of(params, part_a, rides_a, part_b, rides_b),
    space=space,
    algo=tpe.suggest,
    max_evals=80,
    trials=trials,
    rstate=np.random.default_rng(17),
)
print(best)
