# corpus: leaky; penalty swept through helpers of two other modules, the test part decides
from .data import load_parts
from .scoring import build, f1_of


def run(path):
    known, unseen, y_known, y_unseen = load_parts(path)
    found = {}
    for c in (0.01, 0.1, 1.0, 10.0):
        model = build(c)
        model.fit(known, y_known)
        found[c] = f1_of(model, unseen, y_unseen)  # LK201
    best_c = max(found, key=found.get)
    return best_c, found[best_c]


if __name__ == "__main__":
    print(run("mails.parquet"))
