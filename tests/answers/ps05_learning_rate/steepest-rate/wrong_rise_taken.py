"""Without a fall, the steepest rise."""

# points: 2 of 3
import math


def steepest_rate(rates, losses):
    slopes = [
        (losses[i + 1] - losses[i]) / (math.log(rates[i + 1]) - math.log(rates[i]))
        for i in range(len(rates) - 1)
    ]
    lowest = min(slopes)
    return rates[slopes.index(lowest if lowest < 0 else max(slopes))]
