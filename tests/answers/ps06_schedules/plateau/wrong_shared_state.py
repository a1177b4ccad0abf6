"""All objects share one best loss and one count."""

# points: 0 of 4
import math


class Plateau:
    best, bad = math.inf, 0

    def __init__(self, rate, factor, patience, threshold):
        self.rate, self.factor, self.patience, self.threshold = rate, factor, patience, threshold

    def step(self, loss):
        if loss < Plateau.best * (1 - self.threshold):
            Plateau.best, Plateau.bad = loss, 0
        else:
            Plateau.bad += 1
        if Plateau.bad > self.patience:
            self.rate *= self.factor
            Plateau.bad = 0
        return self.rate
