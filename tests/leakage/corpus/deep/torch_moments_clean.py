# corpus: clean; channel moments of the training subset, eval mode and no gradients at the end
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(42)
blob = torch.load("satellite_tiles.pt", weights_only=True)
tiles, landuse = blob["tiles"].float(), blob["landuse"].long()

whole = TensorDataset(tiles, landuse)
n_test = len(whole) // 5
train_set, test_set = random_split(whole, [len(whole) - n_test, n_test], torch.Generator().manual_seed(42))
seen = tiles[train_set.indices]
mean, std = seen.mean(dim=(0, 2, 3), keepdim=True), seen.std(dim=(0, 2, 3), keepdim=True)

model = nn.Sequential(
    nn.Conv2d(4, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 8)
)
optimiser = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
criterion = nn.CrossEntropyLoss()
for epoch in range(20):
    model.train()
    for batch, target in DataLoader(train_set, batch_size=32, shuffle=True):
        optimiser.zero_grad()
        criterion(model((batch - mean) / std), target).backward()
        optimiser.step()

model.eval()
hits = total = 0
with torch.no_grad():
    for batch, target in DataLoader(test_set, batch_size=128):
        hits += int((model((batch - mean) / std).argmax(dim=1) == target).sum())
        total += len(target)
print(f"accuracy {hits / total:.3f}")
