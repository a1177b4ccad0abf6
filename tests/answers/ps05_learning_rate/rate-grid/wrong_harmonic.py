"""The harmonic mean."""

# points: 2 of 3


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return len(rates) / sum(1 / rate for rate in rates)
