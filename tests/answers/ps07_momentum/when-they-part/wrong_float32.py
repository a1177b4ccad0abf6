"""The velocity becomes float32 whatever it was."""


# points: 1 of 3
def first_difference(rates):
    for t in range(1, len(rates)):
        if rates[t] != rates[t - 1]:
            return t + 1
    return None


def rescaled(v, old_rate, new_rate):
    return v.float() * (new_rate / old_rate)
