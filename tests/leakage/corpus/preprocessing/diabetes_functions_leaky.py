# corpus: leaky; a load function imputes, scales and projects before anything is split
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler

LABEL = "readmitted"


def load(path):
    table = pd.read_csv(path)
    return table.drop(columns=[LABEL]), table[LABEL]


def prepare(values):
    filled = SimpleImputer(strategy="median").fit_transform(values)  # LK101
    levelled = RobustScaler().fit_transform(filled)  # LK101
    projector = PCA(n_components=12, random_state=0)
    return projector.fit_transform(levelled)  # LK101


def evaluate(model, rows, truth):
    return roc_auc_score(truth, model.predict_proba(rows)[:, 1])


def main():
    values, label = load("diabetes_ward.csv")
    components = prepare(values)
    fit_rows, held_rows, fit_label, held_label = train_test_split(
        components, label, test_size=0.25, stratify=label, random_state=13
    )
    model = LogisticRegression(max_iter=500).fit(fit_rows, fit_label)
    print(f"AUC {evaluate(model, held_rows, held_label):.3f}")


if __name__ == "__main__":
    main()
