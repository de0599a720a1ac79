# corpus: leaky; dropout and batch norm stay in training mode while the test batches are scored
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

torch.manual_seed(7)
tf = transforms.ToTensor()
train_loader = DataLoader(datasets.FashionMNIST("data", train=True, download=True, transform=tf), 64, shuffle=True)
test_loader = DataLoader(datasets.FashionMNIST("data", train=False, download=True, transform=tf), 256)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Flatten(), nn.Linear(784, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Dropout(0.4), nn.Linear(256, 10)
        )

    def forward(self, x):
        return self.body(x)


def train(net, loader, epochs):
    opt = torch.optim.Adam(net.parameters())
    loss = nn.CrossEntropyLoss()
    net.train()
    for _ in range(epochs):
        for x, y in loader:
            opt.zero_grad()
            loss(net(x), y).backward()
            opt.step()


def accuracy(net, loader):
    good = 0
    for x, y in loader:
        good += (net(x).argmax(1) == y).sum().item()  # LK601
    return good / len(loader.dataset)


net = Net()
train(net, train_loader, 5)
print("test accuracy", accuracy(net, test_loader))
