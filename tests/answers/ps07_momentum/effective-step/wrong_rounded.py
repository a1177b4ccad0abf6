"""Rounded to two decimals."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * (1 - mu**t) / (1 - mu)


def momentum_for(steps):
    return round(1 - 1 / steps, 2)


def unbiased(average, mu, t):
    return average / (1 - mu**t)
