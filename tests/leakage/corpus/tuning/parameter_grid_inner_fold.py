# corpus: clean; ParameterGrid judged on an inner part of the training rows, winner refitted and tested once
import argparse

import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import ParameterGrid, train_test_split

GRID = {"learning_rate": [0.01, 0.05, 0.1], "max_depth": [2, 3, 4], "subsample": [0.7, 1.0]}


def auc(model, X, y):
    return roc_auc_score(y, model.predict_proba(X)[:, 1])


def choose(X, y):
    fit_x, val_x, fit_y, val_y = train_test_split(X, y, test_size=0.25, stratify=y, random_state=2)
    base = GradientBoostingClassifier(random_state=1)
    results = []
    for params in ParameterGrid(GRID):
        model = clone(base).set_params(**params).fit(fit_x, fit_y)
        results.append((auc(model, val_x, val_y), params))
    return max(results, key=lambda pair: pair[0])[1]


def main():
    parser = argparse.ArgumentParser(description="sweep a gradient booster")
    parser.add_argument("--data", required=True)
    parser.add_argument("--target", default="default")
    args = parser.parse_args()

    table = pd.read_csv(args.data)
    y = table[args.target]
    X = table.drop(columns=[args.target])
    tr_x, te_x, tr_y, te_y = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)

    params = choose(tr_x, tr_y)
    final = GradientBoostingClassifier(random_state=1, **params).fit(tr_x, tr_y)
    print(params, "test auc", auc(final, te_x, te_y))


if __name__ == "__main__":
    main()
