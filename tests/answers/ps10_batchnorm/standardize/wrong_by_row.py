"""Every sample is standardized over its features, which is layer normalization."""


# points: 0 of 3
def standardize(x, eps):
    mean = x.mean(dim=1, keepdim=True)
    variance = x.var(dim=1, keepdim=True, correction=0)
    return (x - mean) / (variance + eps).sqrt()
