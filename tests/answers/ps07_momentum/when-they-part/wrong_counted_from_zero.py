"""Steps are counted from 0."""


# points: 2 of 3
def first_difference(rates):
    for t in range(1, len(rates)):
        if rates[t] != rates[t - 1]:
            return t
    return None


def rescaled(v, old_rate, new_rate):
    return v * (new_rate / old_rate)
