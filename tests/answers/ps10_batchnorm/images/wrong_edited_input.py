"""The mean is subtracted from the input in place."""


# points: 1 of 3
def batch_norm_2d(x, gamma, beta, eps):
    dim = (0, 2, 3)
    mean = x.mean(dim=dim, keepdim=True)
    variance = x.var(dim=dim, keepdim=True, correction=0)
    x -= mean
    x_hat = x / (variance + eps).sqrt()
    return gamma.reshape(1, -1, 1, 1) * x_hat + beta.reshape(1, -1, 1, 1)
