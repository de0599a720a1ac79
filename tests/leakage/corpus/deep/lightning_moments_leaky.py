# corpus: leaky; the data module standardises all rows in setup() before random_split
import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class SoilData(L.LightningDataModule):
    def setup(self, stage=None):
        store = torch.load("soil.pt", weights_only=True)
        x, y = store["x"], store["y"]
        x = (x - x.mean(dim=0)) / x.std(dim=0)  # LK102|LK602
        rows = TensorDataset(x, y)
        self.train_set, self.test_set = random_split(rows, [0.8, 0.2], torch.Generator().manual_seed(1))

    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=64, shuffle=True)

    def test_dataloader(self):
        return DataLoader(self.test_set, batch_size=64)


class Soil(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(10, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.mse_loss(self.net(x).squeeze(-1), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        self.log("mse", nn.functional.mse_loss(self.net(x).squeeze(-1), y))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


L.seed_everything(1)
trainer = L.Trainer(max_epochs=5)
soil, module = SoilData(), Soil()
trainer.fit(module, datamodule=soil)
trainer.test(module, datamodule=soil)
