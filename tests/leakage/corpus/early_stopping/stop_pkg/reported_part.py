# corpus: leaky; the test part goes to a helper of another module as its stopping part
import pandas as pd
from sklearn.metrics import brier_score_loss
from sklearn.model_selection import train_test_split

from .boosting import fit_until_flat


def main():
    visits = pd.read_csv("no_show.csv")
    label = visits.pop("no_show")
    X_a, X_b, y_a, y_b = train_test_split(visits, label, test_size=0.25, stratify=label, random_state=3)
    model = fit_until_flat((X_a, y_a), (X_b, y_b), max_depth=4, random_state=3)  # LK202
    print("Brier", brier_score_loss(y_b, model.predict_proba(X_b)[:, 1]))


if __name__ == "__main__":
    main()
