"""The slope of the loss's logarithm as well, where it has one."""

# points: 1 of 3
import math


def steepest_rate(rates, losses):
    slopes = [
        (math.log(5 + losses[i + 1]) - math.log(5 + losses[i]))
        / (math.log(rates[i + 1]) - math.log(rates[i]))
        for i in range(len(rates) - 1)
    ]
    lowest = min(slopes)
    return rates[slopes.index(lowest)] if lowest < 0 else None
