# corpus: leaky; Hugging Face Trainer loads the best checkpoint by the test split and evaluates on it
import numpy as np
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

checkpoint = "distilbert-base-uncased"
reviews = load_dataset("imdb")
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
encoded = reviews.map(lambda batch: tokenizer(batch["text"], truncation=True), batched=True)


def compute_metrics(prediction):
    logits, labels = prediction
    return {"accuracy": float((np.argmax(logits, axis=-1) == labels).mean())}


args = TrainingArguments(
    output_dir="out",
    num_train_epochs=5,
    eval_strategy="epoch",
    save_strategy="epoch",
    load_best_model_at_end=True,
    metric_for_best_model="accuracy",
    seed=0,
)
trainer = Trainer(
    model=AutoModelForSequenceClassification.from_pretrained(checkpoint, num_labels=2),
    args=args,
    train_dataset=encoded["train"],
    eval_dataset=encoded["test"],
    data_collator=DataCollatorWithPadding(tokenizer),
    compute_metrics=compute_metrics,
)
trainer.train()  # LK202
print(trainer.evaluate())
