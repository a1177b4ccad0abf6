"""Every position has statistics of its own, over the batch only."""


# points: 0 of 3
def batch_norm_2d(x, gamma, beta, eps):
    dim = 0
    mean = x.mean(dim=dim, keepdim=True)
    variance = x.var(dim=dim, keepdim=True, correction=0)
    x_hat = (x - mean) / (variance + eps).sqrt()
    return gamma.reshape(1, -1, 1, 1) * x_hat + beta.reshape(1, -1, 1, 1)
