"""A copy of the whole model, and values with a sign; the tensors are copied one by one."""

# points: 3 of 3
import copy

import torch


class Best:
    def __init__(self, mode):
        self.sign = -1 if mode == "min" else 1
        self.score = float("-inf")

    def update(self, value, model):
        if self.sign * value > self.score:
            self.score = self.sign * value
            self.copy = copy.deepcopy(model)
            return True
        return False

    def restore(self, model):
        own = model.state_dict()
        with torch.no_grad():
            for name, tensor in self.copy.state_dict().items():
                own[name].copy_(tensor)
