"""The whole way of t steps, not the t-th step."""


# points: 2 of 3
def step_length(rate, mu, t):
    return sum(rate * (1 - mu**k) / (1 - mu) for k in range(1, t + 1))


def momentum_for(steps):
    return 1 - 1 / steps


def unbiased(average, mu, t):
    return average / (1 - mu**t)
