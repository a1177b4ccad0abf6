"""The variance is the unbiased one, which torch computes by itself."""


# points: 0 of 3
def standardize(x, eps):
    mean = x.mean(dim=0)
    variance = x.var(dim=0)
    return (x - mean) / (variance + eps).sqrt()
