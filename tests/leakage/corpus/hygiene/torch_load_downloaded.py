# corpus: hygiene; HY704; torch.load of a downloaded file without weights_only
import urllib.request

import torch
from torch import nn

urllib.request.urlretrieve("https://models.example.org/net.pt", "net.pt")
net = nn.Linear(10, 2)
net.load_state_dict(torch.load("net.pt", weights_only=False))  # HY704
net.eval()
print(sum(p.numel() for p in net.parameters()))
