# corpus: leaky; the evaluate method of a wrapper scores what fit() has stored
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_squared_error


class DemandModel:
    def __init__(self, **params):
        self.booster = LGBMRegressor(random_state=0, **params)

    def fit(self, inputs, demand):
        self.inputs, self.demand = inputs, demand
        self.booster.fit(inputs, demand)
        return self

    def evaluate(self):
        estimate = self.booster.predict(self.inputs)
        return mean_squared_error(self.demand, estimate) ** 0.5  # LK111


if __name__ == "__main__":
    shop = pd.read_csv("demand.csv")
    model = DemandModel(n_estimators=300).fit(shop.drop(columns="units"), shop["units"])
    print("RMSE", model.evaluate())
