# corpus: clean; torch loop with patience on a random part of the training images, test images scored once
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms

tf = transforms.ToTensor()
full = datasets.FashionMNIST("data", train=True, download=True, transform=tf)
test_set = datasets.FashionMNIST("data", train=False, download=True, transform=tf)
train_set, valid_set = random_split(full, [50000, 10000], generator=torch.Generator().manual_seed(0))
train_loader = DataLoader(train_set, batch_size=128, shuffle=True)
valid_loader = DataLoader(valid_set, batch_size=512)
test_loader = DataLoader(test_set, batch_size=512)

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Dropout(0.3), nn.Linear(256, 10))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
criterion = nn.CrossEntropyLoss()


@torch.no_grad()
def accuracy(loader):
    net.eval()
    hits = total = 0
    for images, targets in loader:
        hits += (net(images).argmax(1) == targets).sum().item()
        total += len(targets)
    return hits / total


best_acc, best_state, waited = 0.0, None, 0
for epoch in range(100):
    net.train()
    for images, targets in train_loader:
        opt.zero_grad()
        criterion(net(images), targets).backward()
        opt.step()
    acc = accuracy(valid_loader)
    if acc > best_acc:
        best_acc, best_state, waited = acc, copy.deepcopy(net.state_dict()), 0
    else:
        waited += 1
        if waited == 5:
            break

net.load_state_dict(best_state)
print("test accuracy", accuracy(test_loader))
