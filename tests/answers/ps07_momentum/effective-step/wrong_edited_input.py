"""The average is corrected in place."""


# points: 2 of 3
def step_length(rate, mu, t):
    return rate * (1 - mu**t) / (1 - mu)


def momentum_for(steps):
    return 1 - 1 / steps


def unbiased(average, mu, t):
    return average.div_(1 - mu**t)
