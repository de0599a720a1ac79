# corpus: leaky; product of two forest settings, the best test score so far decides
import itertools

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def load():
    frame = pd.read_csv("concrete.csv")
    target = frame.pop("strength")
    return frame, target


def main():
    frame, target = load()
    X_train, X_test, y_train, y_test = train_test_split(frame, target, test_size=0.2, random_state=0)

    best_mae = float("inf")
    best_setting = None
    for depth, leaf in itertools.product([4, 8, 12, None], [1, 3, 5]):
        forest = RandomForestRegressor(n_estimators=300, max_depth=depth, min_samples_leaf=leaf, random_state=0)
        forest.fit(X_train, y_train)
        mae = mean_absolute_error(y_test, forest.predict(X_test))  # LK201
        if mae < best_mae:
            best_mae = mae
            best_setting = (depth, leaf)

    print("setting", best_setting)
    print("mean absolute error", round(best_mae, 2))


if __name__ == "__main__":
    main()
