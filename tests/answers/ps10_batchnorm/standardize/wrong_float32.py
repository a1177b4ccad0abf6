"""Everything is computed in float32."""


# points: 1 of 3
def standardize(x, eps):
    mean = x.float().mean(dim=0)
    variance = x.float().var(dim=0, correction=0)
    return (x - mean) / (variance + eps).sqrt()
