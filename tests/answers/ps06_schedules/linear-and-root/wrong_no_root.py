"""The root is forgotten."""


# points: 1 of 2
def linear_rate(start, total, epoch):
    return start * max(0.0, 1 - epoch / total)


def root_rate(start, epoch):
    return start / (epoch + 1)
