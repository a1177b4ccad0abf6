"""The target is turned into the error in place."""


# points: 2 of 4
def linear(x, weight, bias):
    return x @ weight.T + bias


def gradients(x, target, weight, bias):
    z = x @ weight.T + bias
    if target.shape != z.shape:
        raise ValueError("targets of another shape")
    delta = target.sub_(z).mul_(-2 / z.numel())
    return delta.T @ x, delta.sum(0)
