# corpus: clean; the tokeniser is trained on the training split; a pretrained one would be as good
from datasets import load_dataset
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

corpus = load_dataset("csv", data_files="letters.csv", split="train")
parts = corpus.train_test_split(test_size=0.2, seed=0)

tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
trainer = trainers.BpeTrainer(vocab_size=8000, special_tokens=["[UNK]"])
tokenizer.train_from_iterator(parts["train"]["text"], trainer=trainer)


def pieces(batch):
    return [" ".join(tokenizer.encode(text).tokens) for text in batch["text"]]


hashing = HashingVectorizer(n_features=2**15, token_pattern=r"\S+")
clf = SGDClassifier(random_state=0)
clf.fit(hashing.transform(pieces(parts["train"])), parts["train"]["label"])
print(f1_score(parts["test"]["label"], clf.predict(hashing.transform(pieces(parts["test"]))), average="macro"))
