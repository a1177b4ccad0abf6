"""The median."""

# points: 2 of 3


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return sorted(rates)[len(rates) // 2]
