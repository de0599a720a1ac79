# corpus: leaky; word vectors are trained on the sentences of both parts
import numpy as np
import pandas as pd
from gensim.models import Word2Vec
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

posts = pd.read_csv("forum.csv")
tokens = posts["text"].str.lower().str.split().tolist()
w2v = Word2Vec(sentences=tokens, vector_size=100, min_count=3, seed=1, workers=1)  # LK602


def average(words):
    known = [w2v.wv[w] for w in words if w in w2v.wv]
    return np.mean(known, axis=0) if known else np.zeros(100)


vectors = np.array([average(words) for words in tokens])
v1, v2, k1, k2 = train_test_split(vectors, posts["toxic"], test_size=0.2, stratify=posts["toxic"], random_state=1)
lr = LogisticRegression(max_iter=1000).fit(v1, k1)
print(f1_score(k2, lr.predict(v2)))
