"""The buffer is taken for an average: no division by 1 - mu."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * (1 - mu**t)


def momentum_for(steps):
    return 1 - 1 / steps


def unbiased(average, mu, t):
    return average / (1 - mu**t)
