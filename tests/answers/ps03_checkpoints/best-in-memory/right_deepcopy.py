"""Infinities at the start, a deep copy of the state."""

# points: 3 of 3
import copy
import math


class Best:
    def __init__(self, mode):
        self.mode = mode
        self.best = math.inf if mode == "min" else -math.inf

    def update(self, value, model):
        better = value < self.best if self.mode == "min" else value > self.best
        if better:
            self.best = value
            self.weights = copy.deepcopy(model.state_dict())
        return better

    def restore(self, model):
        model.load_state_dict(self.weights)
