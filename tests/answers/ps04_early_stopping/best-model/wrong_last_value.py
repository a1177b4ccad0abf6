"""Every epoch is remembered."""

# points: 0 of 3
import copy


class BestModel:
    def __init__(self, mode):
        self.sign = {"min": 1, "max": -1}[mode]
        self.best, self.epoch, self.weights = None, None, None

    def update(self, value, net, epoch):
        if value == value:
            self.best, self.epoch = value, epoch
            self.weights = copy.deepcopy(net.state_dict())

    def restore(self, net):
        if self.weights is not None:
            net.load_state_dict(self.weights)
