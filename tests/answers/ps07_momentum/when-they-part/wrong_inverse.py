"""The ratio of the rates is upside down."""


# points: 1 of 3
def first_difference(rates):
    for t in range(1, len(rates)):
        if rates[t] != rates[t - 1]:
            return t + 1
    return None


def rescaled(v, old_rate, new_rate):
    return v * (old_rate / new_rate if new_rate else 0)
