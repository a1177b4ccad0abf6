"""One mean and one variance for all features together."""


# points: 0 of 3
def standardize(x, eps):
    mean = x.mean()
    variance = x.var(correction=0)
    return (x - mean) / (variance + eps).sqrt()
