"""Unit by unit, on a detached view of the parameter."""

# points: 4 of 4


def fans(weight):
    fan_in = len(weight[0].flatten())
    return fan_in, fan_in * len(weight) // weight.size(1)


def xavier_uniform_(weight, generator):
    variance = 2 / (fans(weight)[0] + fans(weight)[1])
    for row in weight.detach():
        row.uniform_(-((3 * variance) ** 0.5), (3 * variance) ** 0.5, generator=generator)


def he_normal_(weight, generator):
    for row in weight.detach():
        row.normal_(generator=generator).mul_((2 / row.numel()) ** 0.5)
