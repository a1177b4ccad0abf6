"""Only targets without a second axis are allowed."""


# points: 1 of 4
def linear(x, weight, bias):
    return x @ weight.T + bias


def gradients(x, target, weight, bias):
    z = x @ weight.T + bias
    if target.dim() != 1:
        raise ValueError("targets of another shape")
    delta = 2 * (z - target) / z.numel()
    return delta.T @ x, delta.sum(0)
