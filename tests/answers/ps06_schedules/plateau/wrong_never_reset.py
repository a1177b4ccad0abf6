"""An improvement does not end the count."""

# points: 0 of 4
import math


class Plateau:
    def __init__(self, rate, factor, patience, threshold):
        self.rate, self.factor, self.patience, self.threshold = rate, factor, patience, threshold
        self.best, self.bad = math.inf, 0

    def step(self, loss):
        if loss < self.best * (1 - self.threshold):
            self.best = loss
        else:
            self.bad += 1
        if self.bad > self.patience:
            self.rate, self.bad = self.rate * self.factor, 0
        return self.rate
