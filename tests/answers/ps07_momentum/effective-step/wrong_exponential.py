"""exp(-1 / steps), which comes near for many steps."""

# points: 2 of 3
import math


def step_length(rate, mu, t):
    return rate * (1 - mu**t) / (1 - mu)


def momentum_for(steps):
    return math.exp(-1 / steps)


def unbiased(average, mu, t):
    return average / (1 - mu**t)
