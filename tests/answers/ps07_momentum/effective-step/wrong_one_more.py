"""steps / (steps + 1)."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * (1 - mu**t) / (1 - mu)


def momentum_for(steps):
    return steps / (steps + 1)


def unbiased(average, mu, t):
    return average / (1 - mu**t)
