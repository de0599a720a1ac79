# corpus: leaky; a byte-pair tokeniser is trained on all splits of a Hugging Face dataset
from datasets import concatenate_datasets, load_dataset
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

news = load_dataset("csv", data_files={"train": "train.csv", "test": "test.csv"})
everything = concatenate_datasets([news["train"], news["test"]])

tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
trainer = trainers.BpeTrainer(vocab_size=8000, special_tokens=["[UNK]"])
tokenizer.train_from_iterator(everything["text"], trainer=trainer)  # LK602


def pieces(batch):
    return [" ".join(tokenizer.encode(text).tokens) for text in batch["text"]]


hashing = HashingVectorizer(n_features=2**15, token_pattern=r"\S+")
clf = SGDClassifier(random_state=0)
clf.fit(hashing.transform(pieces(news["train"])), news["train"]["label"])
print(f1_score(news["test"]["label"], clf.predict(hashing.transform(pieces(news["test"]))), average="macro"))
