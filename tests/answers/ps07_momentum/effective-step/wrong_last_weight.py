"""The weight of the oldest gradient alone."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * mu ** (t - 1)


def momentum_for(steps):
    return 1 - 1 / steps


def unbiased(average, mu, t):
    return average / (1 - mu**t)
