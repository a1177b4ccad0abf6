"""Lists and sets of Python numbers."""

# points: 3 of 3


def zero_share(batches):
    z = [v for batch in batches for row in batch.tolist() for v in row]
    return sum(v <= 0 for v in z) / len(z)


def dead_share(batches):
    alive, units = set(), 0
    for batch in batches:
        units = batch.shape[1]
        for row in batch.tolist():
            alive |= {unit for unit, v in enumerate(row) if v > 0}
    return 1 - len(alive) / units
