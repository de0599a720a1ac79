# corpus: leaky; aggregates per customer are merged back onto all rows before a mask parts them
import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score

calls = pd.read_parquet("support_calls.parquet")
stats = calls.groupby("agent").agg(mean_wait=("wait", "mean"), sd_wait=("wait", "std"))  # LK503
calls = calls.merge(stats.reset_index(), on="agent", how="left")

coin = np.random.default_rng(8).random(len(calls))
part1, part2 = calls[coin < 0.8], calls[coin >= 0.8]
use = ["wait", "mean_wait", "sd_wait", "topic_code"]
lgbm = LGBMClassifier(random_state=8).fit(part1[use], part1["complained"])
print(roc_auc_score(part2["complained"], lgbm.predict_proba(part2[use])[:, 1]))
