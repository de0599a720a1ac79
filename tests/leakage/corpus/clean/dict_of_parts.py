# corpus: clean; helper functions, tuple unpacking and a dict of parts; everything learned comes from parts["train"]
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error

NUMERIC = ["depth", "salinity", "current"]


def cut(frame, shares, seed):
    order = np.random.default_rng(seed).permutation(len(frame))
    edges = np.cumsum([int(s * len(frame)) for s in shares[:-1]])
    pieces = np.split(order, edges)
    return {name: frame.iloc[idx].copy() for name, idx in zip(("train", "valid", "test"), pieces)}


def standardise(parts):
    mu, sd = parts["train"][NUMERIC].mean(), parts["train"][NUMERIC].std()
    for part in parts.values():
        part[NUMERIC] = (part[NUMERIC] - mu) / sd
    return parts


def main():
    parts = standardise(cut(pd.read_csv("mussels.csv"), (0.6, 0.2, 0.2), seed=4))
    A = np.c_[np.ones(len(parts["train"])), parts["train"][NUMERIC]]
    weights, *_ = np.linalg.lstsq(A, parts["train"]["growth"], rcond=None)
    for name in ("valid", "test"):
        B = np.c_[np.ones(len(parts[name])), parts[name][NUMERIC]]
        print(name, mean_absolute_error(parts[name]["growth"], B @ weights))


if __name__ == "__main__":
    main()
