# corpus: leaky; a method of the parent class fits on self.data, the child splits later
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


class Study:
    outcome = "relapse"

    def __init__(self, path):
        self.data = pd.read_csv(path)

    def complete(self):
        names = [c for c in self.data.columns if c != self.outcome]
        self.data[names] = SimpleImputer(strategy="most_frequent").fit_transform(self.data[names])  # LK101
        return self


class RelapseStudy(Study):
    def divide(self, seed):
        y = self.data[self.outcome]
        X = self.data.drop(columns=self.outcome)
        self.parts = train_test_split(X, y, test_size=0.3, stratify=y, random_state=seed)
        return self

    def judge(self):
        X1, X2, y1, y2 = self.parts
        lr = LogisticRegression(max_iter=1000).fit(X1, y1)
        return roc_auc_score(y2, lr.predict_proba(X2)[:, 1])


if __name__ == "__main__":
    print(RelapseStudy("relapse.csv").complete().divide(seed=1).judge())
