"""The losses are kept; what was allowed counts down; the rate is a power."""


# points: 4 of 4
class Plateau:
    def __init__(self, rate, factor, patience, threshold):
        self.start, self.factor, self.allowed, self.needed = rate, factor, patience, 1 - threshold
        self.improvements, self.left, self.lowered = [], patience, 0

    def step(self, loss):
        if not self.improvements or loss < self.improvements[-1] * self.needed:
            self.improvements.append(loss)
            self.left = self.allowed
        elif self.left == 0:
            self.lowered += 1
            self.left = self.allowed
        else:
            self.left -= 1
        return self.start * self.factor**self.lowered
