"""A unit is called dead if the sum of its z is negative."""

# points: 1 of 3


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    total = 0
    for z in batches:
        total = total + z.sum(0)
    return (total <= 0).double().mean().item()
