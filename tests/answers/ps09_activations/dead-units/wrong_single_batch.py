"""The mean over the batches of what each calls dead."""

# points: 1 of 3


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    shares = [(z <= 0).all(0).double().mean().item() for z in batches]
    return sum(shares) / len(shares)
