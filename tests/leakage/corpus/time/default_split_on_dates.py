# corpus: leaky; random split of a dated series with yesterday's value as a feature
import argparse

import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split


def read(path):
    series = pd.read_csv(path, parse_dates=["timestamp"]).set_index("timestamp").sort_index()
    series["previous"] = series["consumption"].shift(1)
    series["month"] = series.index.month
    return series.dropna()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("csv")
    series = read(parser.parse_args().csv)
    X, y = series[["previous", "month"]], series["consumption"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)  # LK403
    lasso = Lasso(alpha=0.1).fit(X_train, y_train)
    print("RMSE", mean_squared_error(y_test, lasso.predict(X_test)) ** 0.5)


if __name__ == "__main__":
    main()
