# corpus: leaky; the vectoriser is fitted on training and test texts joined as a list
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score

lehr = pd.read_csv("train_texts.csv")
prüf = pd.read_csv("test_texts.csv")

vectorizer = TfidfVectorizer(sublinear_tf=True)
vectorizer.fit(list(lehr["text"]) + list(prüf["text"]))  # LK103|LK101
L = vectorizer.transform(lehr["text"])
P = vectorizer.transform(prüf["text"])

sgd = SGDClassifier(loss="log_loss", random_state=3).fit(L, lehr["topic"])
print(f1_score(prüf["topic"], sgd.predict(P), average="macro"))
