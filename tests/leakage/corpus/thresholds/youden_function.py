# corpus: leaky; helper returns the Youden cut of whatever it gets, it gets the test part
import polars as pl
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, roc_curve
from sklearn.model_selection import train_test_split


def youden_cut(truth, score):
    fpr, tpr, cuts = roc_curve(truth, score)
    return cuts[(tpr - fpr).argmax()]


def sensitivity_specificity(truth, decided):
    tn, fp, fn, tp = confusion_matrix(truth, decided).ravel()
    return tp / (tp + fn), tn / (tn + fp)


def main():
    lab = pl.read_csv("lab_values.csv")
    y = lab["ill"].to_numpy()
    X = lab.drop("ill").to_numpy()
    X_dev, X_rep, y_dev, y_rep = train_test_split(X, y, test_size=0.4, stratify=y, random_state=8)
    clf = LogisticRegression(C=0.5, max_iter=5000).fit(X_dev, y_dev)
    score = clf.decision_function(X_rep)
    cut = youden_cut(y_rep, score)  # LK203
    print(sensitivity_specificity(y_rep, score >= cut))


if __name__ == "__main__":
    main()
