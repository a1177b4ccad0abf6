"""gamma is added and beta multiplies."""


# points: 1 of 2
def scale_and_shift(x_hat, gamma, beta):
    return beta * x_hat + gamma


def identity(mean, variance, eps):
    return (variance + eps).sqrt(), mean.clone()
