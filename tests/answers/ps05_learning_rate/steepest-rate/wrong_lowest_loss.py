"""Where the loss is lowest."""


# points: 0 of 3
def steepest_rate(rates, losses):
    lowest = min(losses)
    return None if lowest == losses[0] else rates[losses.index(lowest)]
