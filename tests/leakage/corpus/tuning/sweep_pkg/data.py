# corpus: clean; helper module that loads and splits
import pandas as pd
from sklearn.model_selection import train_test_split


def load_parts(path, label="spam"):
    mails = pd.read_parquet(path)
    y = mails.pop(label)
    return train_test_split(mails, y, test_size=0.2, stratify=y, random_state=5)
