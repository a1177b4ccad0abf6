"""The memory is reset when the rate changes."""


# points: 1 of 3
def first_difference(rates):
    for t in range(1, len(rates)):
        if rates[t] != rates[t - 1]:
            return t + 1
    return None


def rescaled(v, old_rate, new_rate):
    return 0 * v
