# corpus: clean; Hugging Face Trainer chooses its checkpoint on a part of the training split, test split predicted once
import numpy as np
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

checkpoint = "distilbert-base-uncased"
reviews = load_dataset("imdb")
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
parts = reviews["train"].train_test_split(test_size=0.1, seed=0)


def encode(batch):
    return tokenizer(batch["text"], truncation=True)


def compute_metrics(prediction):
    logits, labels = prediction
    return {"accuracy": float((np.argmax(logits, axis=-1) == labels).mean())}


trainer = Trainer(
    model=AutoModelForSequenceClassification.from_pretrained(checkpoint, num_labels=2),
    args=TrainingArguments(
        output_dir="out",
        num_train_epochs=5,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="accuracy",
        seed=0,
    ),
    train_dataset=parts["train"].map(encode, batched=True),
    eval_dataset=parts["test"].map(encode, batched=True),
    data_collator=DataCollatorWithPadding(tokenizer),
    compute_metrics=compute_metrics,
    callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
)
trainer.train()
result = trainer.predict(reviews["test"].map(encode, batched=True))
print(result.metrics)
