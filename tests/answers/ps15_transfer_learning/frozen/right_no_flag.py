"""The gradients themselves tell whether the backbone is frozen."""

# points: 4 of 4
import torch


def freeze(net, names):
    modules = {name: module for name, module in net.named_modules()}
    missing = set(names) - set(modules)
    if missing:
        raise ValueError("unknown: " + ", ".join(sorted(missing)))
    frozen = {id(p) for name in names for p in modules[name].parameters()}
    for p in net.parameters():
        p.requires_grad_(p.requires_grad and id(p) not in frozen)
    return sum(len(p.flatten()) for p in net.parameters() if p.requires_grad)


class Transfer(torch.nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.backbone, self.head = backbone, head
        self.backbone.eval().requires_grad_(False)

    def forward(self, x):
        features = self.backbone(x)
        return self.head(features)

    def train(self, mode=True):
        super().train(mode)
        learns = all(p.requires_grad for p in self.backbone.parameters())
        return self if learns else (self.backbone.eval(), self)[1]

    def unfreeze(self):
        self.backbone.requires_grad_()
        self.train(self.training)
