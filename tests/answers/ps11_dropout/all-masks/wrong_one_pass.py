"""One pass without dropout."""

# points: 0 of 2


def mean_over_masks(function, h, p):
    return function(h)
