"""Scales and shifts the input in place."""


# points: 1 of 2
def scale_and_shift(x_hat, gamma, beta):
    return x_hat.mul_(gamma).add_(beta)


def identity(mean, variance, eps):
    return (variance + eps).sqrt(), mean.clone()
