# corpus: leaky; index ranges of two torch Subsets overlap by a thousand images
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

torch.manual_seed(0)
pictures = datasets.FakeData(size=6000, image_size=(1, 28, 28), transform=transforms.ToTensor())
fit_set = Subset(pictures, range(0, 5000))
val_set = Subset(pictures, range(4000, 6000))  # LK110
fit_loader = DataLoader(fit_set, batch_size=64, shuffle=True)
val_loader = DataLoader(val_set, batch_size=64)

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
loss_fn = nn.CrossEntropyLoss()
for epoch in range(3):
    net.train()
    for x, y in fit_loader:
        opt.zero_grad()
        loss_fn(net(x), y).backward()
        opt.step()

net.eval()
right = 0
with torch.no_grad():
    for x, y in val_loader:
        right += (net(x).argmax(1) == y).sum().item()
print("accuracy", right / len(val_set))
