# corpus: clean; torch loop prints the test loss after each epoch, runs a fixed number of epochs, keeps the last weights
import numpy as np
import torch
from sklearn.datasets import fetch_california_housing
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = fetch_california_housing(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=0)
mu, sd = X_tr.mean(axis=0), X_tr.std(axis=0)
X_tr = torch.tensor((X_tr - mu) / sd, dtype=torch.float32)
X_te = torch.tensor((X_te - mu) / sd, dtype=torch.float32)
y_tr = torch.tensor(np.asarray(y_tr), dtype=torch.float32)
y_te = torch.tensor(np.asarray(y_te), dtype=torch.float32)

loader = DataLoader(TensorDataset(X_tr, y_tr), batch_size=256, shuffle=True)
net = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 1))
opt = torch.optim.AdamW(net.parameters())
loss_fn = nn.MSELoss()

for epoch in range(40):
    net.train()
    for xb, yb in loader:
        opt.zero_grad()
        loss_fn(net(xb).squeeze(1), yb).backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        print(epoch, loss_fn(net(X_te).squeeze(1), y_te).item())

torch.save(net.state_dict(), "last.pt")
