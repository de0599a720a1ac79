# corpus: clean; Lightning stops and keeps the best checkpoint on a validation loader, test loader used once
import lightning as L
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms


class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        self.loss = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log("val_loss", self.loss(self.net(x), y))

    def test_step(self, batch, batch_idx):
        x, y = batch
        self.log("test_acc", (self.net(x).argmax(1) == y).float().mean())

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


L.seed_everything(1)
everything = datasets.MNIST("data", train=True, download=True, transform=transforms.ToTensor())
test_data = datasets.MNIST("data", train=False, download=True, transform=transforms.ToTensor())
train_data, val_data = random_split(everything, [55000, 5000], generator=torch.Generator().manual_seed(1))

callbacks = [EarlyStopping(monitor="val_loss", patience=3), ModelCheckpoint(monitor="val_loss")]
trainer = L.Trainer(max_epochs=100, callbacks=callbacks)
trainer.fit(Digits(), DataLoader(train_data, batch_size=64, shuffle=True), DataLoader(val_data, batch_size=256))
trainer.test(ckpt_path="best", dataloaders=DataLoader(test_data, batch_size=256))
