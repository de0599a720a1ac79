# corpus: leaky; helper module: the scaler is fitted here on whatever train.py hands over
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def build(numeric, categorical):
    return ColumnTransformer(
        [
            ("num", make_pipeline(SimpleImputer(), StandardScaler()), numeric),
            ("cat", OneHotEncoder(handle_unknown="ignore"), categorical),
        ]
    )


def to_matrix(frame, numeric, categorical):
    block = build(numeric, categorical)
    return block.fit_transform(frame)  # LK101
