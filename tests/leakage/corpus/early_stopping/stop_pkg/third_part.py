# corpus: clean; a validation part goes to the stopping helper, the test part is scored
import pandas as pd
from sklearn.metrics import brier_score_loss
from sklearn.model_selection import train_test_split

from .boosting import fit_until_flat


def main():
    visits = pd.read_csv("no_show.csv")
    label = visits.pop("no_show")
    X_a, X_b, y_a, y_b = train_test_split(visits, label, test_size=0.25, stratify=label, random_state=3)
    X_in, X_stop, y_in, y_stop = train_test_split(X_a, y_a, test_size=0.2, stratify=y_a, random_state=3)
    model = fit_until_flat((X_in, y_in), (X_stop, y_stop), max_depth=4, random_state=3)
    print("Brier", brier_score_loss(y_b, model.predict_proba(X_b)[:, 1]))


if __name__ == "__main__":
    main()
