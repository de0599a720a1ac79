# corpus: leaky; keras Tokenizer builds its word index from all headlines
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from tensorflow.keras import layers, models, utils
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

utils.set_random_seed(12)
news = pd.read_csv("headlines.csv")
is_satire = news["satire"].to_numpy()

tok = Tokenizer(num_words=10_000, oov_token="<unk>")
tok.fit_on_texts(news["headline"])  # LK602
sequences = tok.texts_to_sequences(news["headline"])
padded = pad_sequences(sequences, maxlen=25)

A, B, a, b = train_test_split(padded, is_satire, test_size=0.2, stratify=is_satire, random_state=12)
net = models.Sequential(
    [layers.Embedding(10_000, 32), layers.GlobalAveragePooling1D(), layers.Dense(1, activation="sigmoid")]
)
net.compile(optimizer="adam", loss="binary_crossentropy")
net.fit(A, a, epochs=4, verbose=0)
print("F1", f1_score(b, net.predict(B)[:, 0] > 0.5))
