# corpus: clean; evaluate() switches the mode and the gradients off, train() switches back
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

torch.manual_seed(7)
tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
train_loader = DataLoader(datasets.FashionMNIST("data", train=True, download=True, transform=tf), 64, shuffle=True)
test_loader = DataLoader(datasets.FashionMNIST("data", train=False, download=True, transform=tf), 256)

net = nn.Sequential(
    nn.Flatten(), nn.Linear(784, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Dropout(0.4), nn.Linear(256, 10)
)


def train(epochs):
    opt = torch.optim.Adam(net.parameters())
    loss = nn.CrossEntropyLoss()
    net.train()
    for _ in range(epochs):
        for x, y in train_loader:
            opt.zero_grad()
            loss(net(x), y).backward()
            opt.step()


@torch.no_grad()
def evaluate(loader):
    net.eval()
    good = 0
    for x, y in loader:
        good += (net(x).argmax(1) == y).sum().item()
    return good / len(loader.dataset)


train(5)
print("train accuracy", evaluate(train_loader))
print("test accuracy", evaluate(test_loader))
