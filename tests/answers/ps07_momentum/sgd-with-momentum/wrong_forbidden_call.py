"""PyTorch's optimizer does the work."""

# points: 2 of 4
import torch


class Momentum:
    def __init__(self, params, mu):
        self.params = params
        self.sgd = torch.optim.SGD(params, lr=1.0, momentum=mu)

    def step(self, grads, rate):
        self.sgd.param_groups[0]["lr"] = rate
        for w, g in zip(self.params, grads, strict=True):
            w.grad = g
        self.sgd.step()
