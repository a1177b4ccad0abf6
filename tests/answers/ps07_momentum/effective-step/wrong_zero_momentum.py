"""A formula that divides by mu, so that plain SGD fails."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * (1 / mu - mu ** (t - 1)) / (1 / mu - 1)


def momentum_for(steps):
    return 1 - 1 / steps


def unbiased(average, mu, t):
    return average / (1 - mu**t)
