# corpus: clean; features are made of the row's own values before the split
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

mails = pd.read_csv("mails.csv").fillna({"subject": "", "body": ""})
mails["length"] = mails["body"].str.len()
mails["shouting"] = mails["body"].apply(lambda s: sum(c.isupper() for c in s) / max(len(s), 1))
mails["links"] = mails["body"].str.count("http")
mails["log_length"] = np.log1p(mails["length"])
mails["mean_word"] = mails["body"].str.split().apply(lambda words: np.mean([len(w) for w in words] or [0]))
numbers = mails[["length", "shouting", "links", "log_length", "mean_word"]]

n1, n2, s1, s2 = train_test_split(numbers, mails["spam"], test_size=0.2, stratify=mails["spam"], random_state=6)
rf = RandomForestClassifier(random_state=6).fit(n1, s1)
print(classification_report(s2, rf.predict(n2)))
