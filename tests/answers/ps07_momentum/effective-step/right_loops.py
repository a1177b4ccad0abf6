"""Loops over the terms of the sums."""


# points: 3 of 3
def step_length(rate, mu, t):
    buffer = 0.0
    for _ in range(t):
        buffer = mu * buffer + 1
    return rate * buffer


def momentum_for(steps):
    return (steps - 1) / steps


def unbiased(average, mu, t):
    weights = sum((1 - mu) * mu**k for k in range(t))
    return average * (1 / weights)
