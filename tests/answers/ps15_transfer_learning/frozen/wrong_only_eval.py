"""Evaluation mode is taken for frozen."""

# points: 3 of 4
import torch


def freeze(net, names):
    modules = dict(net.named_modules())
    for name in names:
        if name not in modules:
            raise ValueError(f"no module is called {name}")
    for name in names:
        for p in modules[name].parameters():
            p.requires_grad = False
    return sum(p.numel() for p in net.parameters() if p.requires_grad)


class Transfer(torch.nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.backbone = backbone
        self.head = head
        self.frozen = True
        self.backbone.eval()

    def forward(self, x):
        return self.head(self.backbone(x))

    def train(self, mode=True):
        super().train(mode)
        if self.frozen:
            self.backbone.eval()
        return self

    def unfreeze(self):
        self.frozen = False
        for p in self.backbone.parameters():
            p.requires_grad = True
        self.backbone.train(self.training)
