"""The arithmetic mean."""

# points: 2 of 3


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return sum(rates) / len(rates)
