"""The weights are saved into a file in memory."""

# points: 3 of 3
import io
import operator

import torch


class BestModel:
    best = epoch = file = None

    def __init__(self, mode):
        self.better = {"min": operator.lt, "max": operator.gt}[mode]

    def update(self, value, net, epoch):
        first = self.best is None and value == value
        if first or (self.best is not None and self.better(value, self.best)):
            self.best, self.epoch, self.file = value, epoch, io.BytesIO()
            torch.save(net.state_dict(), self.file)

    def restore(self, net):
        if self.file:
            self.file.seek(0)
            net.load_state_dict(torch.load(self.file, weights_only=True))
