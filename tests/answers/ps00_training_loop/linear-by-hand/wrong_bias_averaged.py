"""The gradient of the bias is averaged once more."""


# points: 2 of 4
def linear(x, weight, bias):
    return x @ weight.T + bias


def gradients(x, target, weight, bias):
    z = x @ weight.T + bias
    if target.shape != z.shape:
        raise ValueError("targets of another shape")
    delta = 2 * (z - target) / z.numel()
    return delta.T @ x, delta.mean(0)
