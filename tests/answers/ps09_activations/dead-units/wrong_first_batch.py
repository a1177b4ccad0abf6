"""The first batch alone."""

# points: 2 of 3


def zero_share(batches):
    z = next(iter(batches))
    return (z <= 0).double().mean().item()


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
