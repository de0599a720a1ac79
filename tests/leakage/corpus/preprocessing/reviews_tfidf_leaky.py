# corpus: leaky; document frequencies and a latent space are learned from all reviews before the split
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

reviews = pd.read_csv("reviews.csv", usecols=["text", "stars"])
reviews = reviews.dropna()
sentiment = (reviews["stars"] >= 4).astype(int)

vec = TfidfVectorizer(ngram_range=(1, 2), min_df=5, stop_words="english")
doc_term = vec.fit_transform(reviews["text"].str.lower())  # LK101

svd = TruncatedSVD(n_components=200, random_state=1)
svd.fit(doc_term)  # LK101
latent = svd.transform(doc_term)

tr, te, ytr, yte = train_test_split(latent, sentiment, test_size=0.2, stratify=sentiment, random_state=1)
clf = LinearSVC(C=0.5, random_state=1)
clf.fit(tr, ytr)
print(classification_report(yte, clf.predict(te)))
