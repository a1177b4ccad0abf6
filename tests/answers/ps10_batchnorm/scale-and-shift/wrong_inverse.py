"""gamma divides once more."""


# points: 1 of 2
def scale_and_shift(x_hat, gamma, beta):
    return gamma * x_hat + beta


def identity(mean, variance, eps):
    return (variance + eps).rsqrt(), mean.clone()
