# corpus: clean; Lightning handles modes by itself; moments come from the training subset
import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class Tide(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(6, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 1))

    def forward(self, x):
        return self.layers(x).squeeze(-1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.mse_loss(self(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        self.log("test_mae", (self(x) - y).abs().mean())

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


class TideData(L.LightningDataModule):
    def setup(self, stage=None):
        store = torch.load("buoys.pt", weights_only=True)
        inputs, height = store["inputs"], store["height"]
        train, test = random_split(range(len(inputs)), [0.8, 0.2], torch.Generator().manual_seed(0))
        train, test = list(train), list(test)
        mean, std = inputs[train].mean(0), inputs[train].std(0)
        scaled = (inputs - mean) / std
        self.train_set = TensorDataset(scaled[train], height[train])
        self.test_set = TensorDataset(scaled[test], height[test])

    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=64, shuffle=True)

    def test_dataloader(self):
        return DataLoader(self.test_set, batch_size=256)


if __name__ == "__main__":
    L.seed_everything(0)
    trainer = L.Trainer(max_epochs=10)
    data, tide = TideData(), Tide()
    trainer.fit(tide, datamodule=data)
    trainer.test(tide, datamodule=data)
