# corpus: clean; Hugging Face dataset: a pretrained tokeniser and lower-casing by map on all rows, then the split
import numpy as np
from datasets import load_dataset
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
letters = load_dataset("json", data_files="complaints.jsonl", split="train")
letters = letters.map(lambda row: {"text": row["text"].lower()})
letters = letters.map(lambda row: {"ids": tokenizer(row["text"], truncation=True, max_length=64)["input_ids"]})
parts = letters.train_test_split(test_size=0.2, seed=3)


def bag(rows):
    out = np.zeros((len(rows), tokenizer.vocab_size), dtype="float32")
    for i, ids in enumerate(rows["ids"]):
        out[i, ids] = 1
    return out


lr = LogisticRegression(max_iter=300).fit(bag(parts["train"]), parts["train"]["urgent"])
print(f1_score(parts["test"]["urgent"], lr.predict(bag(parts["test"]))))
