# corpus: leaky; ParameterGrid unpacked into a booster, results sorted by the test metric
import argparse

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import ParameterGrid, train_test_split

GRID = {"learning_rate": [0.01, 0.05, 0.1], "max_depth": [2, 3, 4], "subsample": [0.7, 1.0]}


def parse_args():
    parser = argparse.ArgumentParser(description="sweep a gradient booster")
    parser.add_argument("--data", required=True)
    parser.add_argument("--target", default="default")
    parser.add_argument("--test-size", type=float, default=0.3)
    return parser.parse_args()


def main():
    args = parse_args()
    table = pd.read_csv(args.data)
    y = table[args.target]
    X = table.drop(columns=[args.target])
    tr_x, te_x, tr_y, te_y = train_test_split(X, y, test_size=args.test_size, stratify=y, random_state=1)

    rows = []
    for params in ParameterGrid(GRID):
        model = GradientBoostingClassifier(random_state=1, **params)
        model.fit(tr_x, tr_y)
        proba = model.predict_proba(te_x)[:, 1]
        rows.append({**params, "auc": roc_auc_score(te_y, proba)})  # LK201

    ranking = pd.DataFrame(rows).sort_values("auc", ascending=False)
    ranking.to_csv("sweep.csv", index=False)
    print("best configuration")
    print(ranking.iloc[0])


if __name__ == "__main__":
    main()
