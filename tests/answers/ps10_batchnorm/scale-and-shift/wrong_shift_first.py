"""Shifts first and then scales."""


# points: 1 of 2
def scale_and_shift(x_hat, gamma, beta):
    return gamma * (x_hat + beta)


def identity(mean, variance, eps):
    return (variance + eps).sqrt(), mean.clone()
