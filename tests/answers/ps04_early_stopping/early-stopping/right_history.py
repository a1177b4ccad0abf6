"""The values are kept, and the rule is applied to all of them again."""

# points: 4 of 4
from math import inf


class EarlyStopping:
    def __init__(self, patience, min_delta, mode):
        self.values, self.settings = [], (patience, min_delta, mode)

    def update(self, value):
        patience, min_delta, mode = self.settings
        self.values.append(value)
        record = 0
        for i, v in enumerate(self.values):
            gain = v - self.values[record] if mode == "max" else self.values[record] - v
            if gain > min_delta:
                record = i
        return value in (inf, -inf) or value != value or len(self.values) - 1 - record >= patience
