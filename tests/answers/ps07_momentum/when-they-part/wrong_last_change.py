"""The last change is returned, not the first."""


# points: 2 of 3
def first_difference(rates):
    changes = [t + 1 for t in range(1, len(rates)) if rates[t] != rates[t - 1]]
    return changes[-1] if changes else None


def rescaled(v, old_rate, new_rate):
    return v * (new_rate / old_rate)
