# corpus: hygiene; HY704; pickle of a path that comes from the command line
import pickle
import sys

import pandas as pd

with open(sys.argv[1], "rb") as handle:
    model = pickle.load(handle)  # HY704

rows = pd.read_csv(sys.argv[2])
rows["score"] = model.predict(rows)
rows.to_csv("scored.csv", index=False)
