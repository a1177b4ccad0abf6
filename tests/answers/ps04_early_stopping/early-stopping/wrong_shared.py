"""All objects write into one list, outside of them."""

# points: 0 of 4
import math

shown = []


class EarlyStopping:
    def __init__(self, patience, min_delta, mode):
        self.patience, self.min_delta = patience, min_delta
        self.sign = {"min": 1, "max": -1}[mode]

    def update(self, value):
        if not math.isfinite(value):
            return True
        shown.append(self.sign * value)
        best, count = math.inf, 0
        for each in shown:
            best, count = (each, 0) if each < best - self.min_delta else (best, count + 1)
        return count >= self.patience
