"""The mean is subtracted from the input in place."""


# points: 1 of 3
def standardize(x, eps):
    mean = x.mean(dim=0)
    variance = x.var(dim=0, correction=0)
    x -= mean
    return x / (variance + eps).sqrt()
