"""gamma and beta are broadcast along the last dimension, the width."""


# points: 0 of 3
def batch_norm_2d(x, gamma, beta, eps):
    dim = (0, 2, 3)
    mean = x.mean(dim=dim, keepdim=True)
    variance = x.var(dim=dim, keepdim=True, correction=0)
    x_hat = (x - mean) / (variance + eps).sqrt()
    return gamma * x_hat + beta
