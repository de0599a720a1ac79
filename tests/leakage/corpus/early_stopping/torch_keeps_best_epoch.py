# corpus: leaky; hand-written torch loop saves the weights of the epoch with the best test accuracy
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

device = "cuda" if torch.cuda.is_available() else "cpu"
tf = transforms.ToTensor()
train_set = datasets.FashionMNIST("data", train=True, download=True, transform=tf)
test_set = datasets.FashionMNIST("data", train=False, download=True, transform=tf)
train_loader = DataLoader(train_set, batch_size=128, shuffle=True)
test_loader = DataLoader(test_set, batch_size=512)

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Dropout(0.3), nn.Linear(256, 10)).to(device)
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
criterion = nn.CrossEntropyLoss()


def train_epoch():
    net.train()
    for images, targets in train_loader:
        images, targets = images.to(device), targets.to(device)
        opt.zero_grad()
        criterion(net(images), targets).backward()
        opt.step()


@torch.no_grad()
def accuracy(loader):
    net.eval()
    hits = total = 0
    for images, targets in loader:
        hits += (net(images.to(device)).argmax(1).cpu() == targets).sum().item()
        total += len(targets)
    return hits / total


best_acc = 0.0
for epoch in range(30):
    train_epoch()
    acc = accuracy(test_loader)
    print(f"epoch {epoch} test accuracy {acc:.4f}")
    if acc > best_acc:  # LK202
        best_acc = acc
        torch.save(net.state_dict(), "best.pt")

print(f"best test accuracy {best_acc:.4f}")
