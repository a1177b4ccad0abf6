"""An infinite loss does not end the curve."""

# points: 2 of 3


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if loss != loss:
            break
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t))
    return means
