"""Powers and a conditional expression."""


# points: 2 of 2
def linear_rate(start, total, epoch):
    return 0.0 if epoch >= total else start * (total - epoch) / total


def root_rate(start, epoch):
    return start * (1 + epoch) ** -0.5
