"""gamma is the standard deviation without eps."""


# points: 1 of 2
def scale_and_shift(x_hat, gamma, beta):
    return gamma * x_hat + beta


def identity(mean, variance, eps):
    return variance.sqrt(), mean.clone()
