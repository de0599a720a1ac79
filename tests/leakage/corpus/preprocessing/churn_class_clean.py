# corpus: clean; the class splits first; _normalise learns from the fitting part on self
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler


class ChurnExperiment:
    def __init__(self, csv_file, seed=42):
        self.seed = seed
        raw = pd.read_csv(csv_file)
        self.y = (raw["left"] == "yes").astype(int)
        self.X = raw.drop(columns=["left"])
        self._split()
        self._normalise()

    def _split(self):
        parts = train_test_split(self.X, self.y, test_size=0.2, stratify=self.y, random_state=self.seed)
        self.X_fit, self.X_hold, self.y_fit, self.y_hold = parts

    def _normalise(self):
        self.scaler = MinMaxScaler()
        self.X_fit = self.scaler.fit_transform(self.X_fit)
        self.X_hold = self.scaler.transform(self.X_hold)

    def train(self):
        self.model = GradientBoostingClassifier(random_state=self.seed)
        self.model.fit(self.X_fit, self.y_fit)
        return self

    def report(self):
        return {
            "fit": f1_score(self.y_fit, self.model.predict(self.X_fit)),
            "hold": f1_score(self.y_hold, self.model.predict(self.X_hold)),
        }


if __name__ == "__main__":
    print(ChurnExperiment("churn.csv").train().report())
