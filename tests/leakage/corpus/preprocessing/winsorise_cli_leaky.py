# corpus: leaky; argparse main(): quantile limits for clipping come from all claims
import argparse

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def winsorise(frame, columns, lower, upper):
    for col in columns:
        low, high = frame[col].quantile([lower, upper])  # LK102
        frame[col] = frame[col].clip(low, high)
    return frame


def parse_args():
    parser = argparse.ArgumentParser(description="Claim amount model")
    parser.add_argument("--table", required=True)
    parser.add_argument("--lower", type=float, default=0.01)
    parser.add_argument("--upper", type=float, default=0.99)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main():
    args = parse_args()
    claims = pd.read_csv(args.table)
    numeric = ["vehicle_age", "mileage", "engine_size"]
    claims = winsorise(claims, numeric, args.lower, args.upper)
    train, test = train_test_split(claims, test_size=0.2, random_state=args.seed)
    forest = RandomForestRegressor(n_estimators=200, random_state=args.seed)
    forest.fit(train[numeric], train["claim_amount"])
    print("MAE", mean_absolute_error(test["claim_amount"], forest.predict(test[numeric])))


if __name__ == "__main__":
    main()
