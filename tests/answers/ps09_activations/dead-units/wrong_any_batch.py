"""Dead in any batch is dead."""

# points: 1 of 3


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    dead = False
    for z in batches:
        dead = dead | (z <= 0).all(0)
    return dead.double().mean().item()
