"""The mu that halves a weight in this many steps."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * (1 - mu**t) / (1 - mu)


def momentum_for(steps):
    return 0.5 ** (1 / steps)


def unbiased(average, mu, t):
    return average / (1 - mu**t)
