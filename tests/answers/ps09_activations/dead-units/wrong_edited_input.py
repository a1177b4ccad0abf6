"""ReLU is applied to the caller's batches in place."""

# points: 2 of 3


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z.clamp_(min=0) == 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
