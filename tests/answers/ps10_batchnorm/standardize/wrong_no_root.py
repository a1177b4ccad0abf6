"""Divides by the variance, not by its root."""


# points: 0 of 3
def standardize(x, eps):
    mean = x.mean(dim=0)
    variance = x.var(dim=0, correction=0)
    return (x - mean) / (variance + eps)
