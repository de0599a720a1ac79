# corpus: leaky; class keeps its splits on self and a method sweeps the tree depth on self.test
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
        self.X_in, self.X_out, self.y_in, self.y_out = train_test_split(X, y, test_size=0.2, random_state=self.seed)

    def _fit(self, depth):
        tree = DecisionTreeRegressor(max_depth=depth, random_state=self.seed)
        return tree.fit(self.X_in, self.y_in)

    def sweep(self, depths):
        for depth in depths:
            tree = self._fit(depth)
            score = r2_score(self.y_out, tree.predict(self.X_out))  # LK201
            if self.best is None or score > self.best[0]:
                self.best = (score, depth, tree)
        return self.best

    def report(self):
        score, depth, _ = self.best
        print(f"depth {depth}: R2 {score:.3f}")


experiment = Experiment()
experiment.prepare()
experiment.sweep(range(2, 20))
experiment.report()
