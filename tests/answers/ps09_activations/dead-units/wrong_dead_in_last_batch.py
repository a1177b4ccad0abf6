"""Dead in the last batch is dead."""

# points: 1 of 3


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    for z in batches:
        share = (z <= 0).all(0).double().mean().item()
    return share
