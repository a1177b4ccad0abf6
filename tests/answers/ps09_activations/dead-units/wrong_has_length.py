"""The batches must have a length."""

# points: 2 of 3


def zero_share(batches):
    total = sum(batches[i].numel() for i in range(len(batches)))
    return sum((z <= 0).sum().item() for z in batches) / total


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
