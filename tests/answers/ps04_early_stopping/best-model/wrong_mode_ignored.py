"""The smaller value is always better."""

# points: 2 of 3
import copy
import math


class BestModel:
    def __init__(self, mode):
        self.sign = 1
        self.best, self.epoch, self.weights = None, None, None

    def update(self, value, net, epoch):
        best = math.inf if self.best is None else self.sign * self.best
        if self.sign * value < best:
            self.best, self.epoch = value, epoch
            self.weights = copy.deepcopy(net.state_dict())

    def restore(self, net):
        if self.weights is not None:
            net.load_state_dict(self.weights)
