"""The weight enters as it is stored."""


# points: 3 of 4
def linear(x, weight, bias):
    return x @ weight + bias


def gradients(x, target, weight, bias):
    z = x @ weight.T + bias
    if target.shape != z.shape:
        raise ValueError("targets of another shape")
    delta = 2 * (z - target) / z.numel()
    return delta.T @ x, delta.sum(0)
