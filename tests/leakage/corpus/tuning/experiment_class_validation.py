# corpus: clean; class with three parts on self, depth swept on the validation part only
from sklearn.datasets import fetch_california_housing
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor


class Experiment:
    def __init__(self, seed=3):
        self.seed = seed
        self.best = None

    def prepare(self):
        X, y = fetch_california_housing(return_X_y=True)
        X_rest, self.X_out, y_rest, self.y_out = train_test_split(X, y, test_size=0.2, random_state=self.seed)
        self.X_in, self.X_val, self.y_in, self.y_val = train_test_split(
            X_rest, y_rest, test_size=0.25, random_state=self.seed
        )

    def sweep(self, depths):
        for depth in depths:
            tree = DecisionTreeRegressor(max_depth=depth, random_state=self.seed).fit(self.X_in, self.y_in)
            score = r2_score(self.y_val, tree.predict(self.X_val))
            if self.best is None or score > self.best[0]:
                self.best = (score, depth, tree)
        return self.best

    def report(self):
        _, depth, tree = self.best
        print(f"depth {depth}: R2 {r2_score(self.y_out, tree.predict(self.X_out)):.3f}")


experiment = Experiment()
experiment.prepare()
experiment.sweep(range(2, 20))
experiment.report()
