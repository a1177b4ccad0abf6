"""Nothing falls where the loss ends higher than it began."""

# points: 0 of 3
import math


def steepest_rate(rates, losses):
    slopes = [
        (losses[i + 1] - losses[i]) / (math.log(rates[i + 1]) - math.log(rates[i]))
        for i in range(len(rates) - 1)
    ]
    lowest = min(slopes)
    return rates[slopes.index(lowest)] if losses[-1] < losses[0] else None
