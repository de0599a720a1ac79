# corpus: clean; inference: a stored chain is applied to new rows, nothing is learned or scored
import argparse
from pathlib import Path

import pandas as pd
import xgboost as xgb

COLUMNS = ["age", "dose", "weight"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table", type=Path)
    parser.add_argument("--model", type=Path, default=Path("model.json"))
    args = parser.parse_args()

    booster = xgb.Booster()
    booster.load_model(args.model)
    fresh = pd.read_csv(args.table)
    fresh["risk"] = booster.predict(xgb.DMatrix(fresh[COLUMNS].fillna(-1)))
    fresh.to_csv(args.table.with_suffix(".scored.csv"), index=False)


if __name__ == "__main__":
    main()
