"""The largest size of a slope, up or down."""

# points: 0 of 3
import math


def steepest_rate(rates, losses):
    slopes = [
        (losses[i + 1] - losses[i]) / (math.log(rates[i + 1]) - math.log(rates[i]))
        for i in range(len(rates) - 1)
    ]
    lowest = max(slopes, key=abs)
    return rates[slopes.index(lowest)] if min(slopes) < 0 else None
