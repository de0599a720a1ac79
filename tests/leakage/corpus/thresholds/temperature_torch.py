# corpus: leaky; torch temperature fitted on the test logits, calibrated loss reported on them
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(2)
X, y = load_digits(return_X_y=True)
X_a, X_b, y_a, y_b = train_test_split(X / 16.0, y, test_size=0.3, stratify=y, random_state=2)
xa, xb = torch.tensor(X_a, dtype=torch.float32), torch.tensor(X_b, dtype=torch.float32)
ya, yb = torch.tensor(y_a), torch.tensor(y_b)

net = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
ce = nn.CrossEntropyLoss()
for _ in range(200):
    opt.zero_grad()
    ce(net(xa), ya).backward()
    opt.step()

net.eval()
with torch.no_grad():
    logits = net(xb)

log_t = torch.zeros(1, requires_grad=True)
tuner = torch.optim.LBFGS([log_t], lr=0.1, max_iter=50)


def closure():
    tuner.zero_grad()
    loss = ce(logits / log_t.exp(), yb)
    loss.backward()
    return loss


tuner.step(closure)  # LK203
print("loss after scaling", ce(logits / log_t.exp(), yb).item())
