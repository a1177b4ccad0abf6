"""The mean of the batches' shares."""

# points: 2 of 3


def zero_share(batches):
    shares = [(z <= 0).double().mean().item() for z in batches]
    return sum(shares) / len(shares)


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
