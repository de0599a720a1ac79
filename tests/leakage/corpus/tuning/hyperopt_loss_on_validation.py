# corpus: clean; Hyperopt loss from a validation part, third part scored after the search
import numpy as np
import pandas as pd
from hyperopt import STATUS_OK, Trials, fmin, hp, space_eval, tpe
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

bikes = pd.read_csv("bike_stations.csv")
rides = bikes.pop("rides")
work, part_c, rides_work, rides_c = train_test_split(bikes, rides, test_size=0.2, random_state=17)
part_a, part_b, rides_a, rides_b = train_test_split(work, rides_work, test_size=0.25, random_state=17)

space = {
    "max_depth": hp.choice("max_depth", [3, 4, 5, 6]),
    "learning_rate": hp.loguniform("learning_rate", np.log(0.01), np.log(0.3)),
}


def loss_of(params):
    model = XGBRegressor(n_estimators=400, random_state=17, **params)
    model.fit(part_a, rides_a)
    return {"loss": mean_squared_error(rides_b, model.predict(part_b)) ** 0.5, "status": STATUS_OK}


best = fmin(loss_of, space, algo=tpe.suggest, max_evals=80, trials=Trials(), rstate=np.random.default_rng(17))
chosen = space_eval(space, best)
final = XGBRegressor(n_estimators=400, random_state=17, **chosen).fit(work, rides_work)
print("RMSE", mean_squared_error(rides_c, final.predict(part_c)) ** 0.5)
