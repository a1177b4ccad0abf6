"""nan counts as an improvement, since it is not larger."""

# points: 3 of 4
import math


class EarlyStopping:
    def __init__(self, patience, min_delta, mode):
        self.patience, self.min_delta = patience, min_delta
        self.sign = {"min": 1, "max": -1}[mode]
        self.best, self.count = math.inf, 0

    def update(self, value):
        if not self.sign * value >= self.best - self.min_delta:
            self.best, self.count = min(self.best, self.sign * value), 0
        else:
            self.count += 1
        return self.count >= self.patience
