# corpus: clean; the same functions, but prepare() is given the fitting rows and returns the fitted chain
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler

LABEL = "readmitted"


def load(path):
    table = pd.read_csv(path)
    return table.drop(columns=[LABEL]), table[LABEL]


def prepare(values):
    chain = make_pipeline(SimpleImputer(strategy="median"), RobustScaler(), PCA(n_components=12, random_state=0))
    return chain.fit(values)


def evaluate(model, rows, truth):
    return roc_auc_score(truth, model.predict_proba(rows)[:, 1])


def main():
    values, label = load("diabetes_ward.csv")
    fit_rows, held_rows, fit_label, held_label = train_test_split(
        values, label, test_size=0.25, stratify=label, random_state=13
    )
    chain = prepare(fit_rows)
    model = LogisticRegression(max_iter=500).fit(chain.transform(fit_rows), fit_label)
    print(f"AUC {evaluate(model, chain.transform(held_rows), held_label):.3f}")


if __name__ == "__main__":
    main()
