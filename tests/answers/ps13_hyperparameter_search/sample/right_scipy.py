"""Distributions of scipy.stats, and random.choices for what is no number."""

# points: 4 of 4
import random

from scipy import stats


def draws(axis, count):
    match axis:
        case ("uniform", low, high):
            return stats.uniform(low, high - low).rvs(count)
        case ("log", low, high):
            return stats.loguniform(low, high).rvs(count)
        case ("momentum", low, high):
            return 1 - stats.loguniform(1 - high, 1 - low).rvs(count)
        case ("integer", low, high):
            return stats.randint(low, high + 1).rvs(count)
        case ("choice", values):
            return random.choices(values, k=count)


def sample(space, count):
    columns = {name: draws(axis, count) for name, axis in space.items()}
    return [{name: column[i] for name, column in columns.items()} for i in range(count)]
