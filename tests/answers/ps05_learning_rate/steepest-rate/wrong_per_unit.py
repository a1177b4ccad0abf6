"""The slope per unit of the rate."""


# points: 1 of 3
def steepest_rate(rates, losses):
    slopes = [(losses[i + 1] - losses[i]) / (rates[i + 1] - rates[i]) for i in range(len(rates) - 1)]
    lowest = min(slopes)
    return rates[slopes.index(lowest)] if lowest < 0 else None
