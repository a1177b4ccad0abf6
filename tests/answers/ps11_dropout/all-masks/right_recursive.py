"""One unit after the other, by recursion."""

# points: 2 of 2


def mean_over_masks(function, h, p):
    def mean(values, j):
        if j == len(values):
            return function(values)
        kept, dropped = values.clone(), values.clone()
        kept[j] = kept[j] / (1 - p)
        dropped[j] = 0.0
        return mean(kept, j + 1) * (1 - p) + mean(dropped, j + 1) * p

    return mean(h, 0)
