"""Names of parameters, compared with the dot; modes child by child."""

# points: 4 of 4
import torch


def freeze(net, names):
    known = [name for name, _ in net.named_modules()]
    if any(name not in known for name in names):
        raise ValueError(f"choose from {known}")
    left = 0
    for full, p in net.named_parameters():
        if any(full.startswith(name + ".") for name in names):
            p.requires_grad = False
        if p.requires_grad:
            left += p.nelement()
    return left


class Transfer(torch.nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.top, self.bottom, self.thawed = head, backbone, False
        for p in backbone.parameters():
            p.requires_grad_(False)
        self.train(self.training)

    def forward(self, x):
        return self.top(self.bottom(x))

    def train(self, mode=True):
        self.training = mode
        self.top.train(mode)
        self.bottom.train(mode if self.thawed else False)
        return self

    def unfreeze(self):
        self.thawed = True
        for p in self.bottom.parameters():
            p.requires_grad_(True)
        return self.train(self.training)
