"""gamma and beta are applied to samples, not to features."""


# points: 1 of 2
def scale_and_shift(x_hat, gamma, beta):
    return gamma[:, None] * x_hat + beta[:, None]


def identity(mean, variance, eps):
    return (variance + eps).sqrt(), mean.clone()
