# corpus: leaky; helper module adds columns, one of them made from the label
import pandas as pd


def add_features(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    frame["debt_ratio"] = frame["debt"] / frame["income"].clip(lower=1)
    frame["pays_back"] = 1 - frame["defaulted"]  # LK302
    return frame
