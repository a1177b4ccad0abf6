"""Steps are counted from 0."""


# points: 2 of 3
def uncorrected_length(t, beta1, beta2):
    return (1 - beta1**t) / (1 - beta2**t) ** 0.5


def longest_step(beta1, beta2, steps):
    lengths = [(1 - beta1**t) / (1 - beta2**t) ** 0.5 for t in range(1, steps + 1)]
    return lengths.index(max(lengths))


def adagrad_distance(rate, steps):
    return rate * sum(t**-0.5 for t in range(1, steps + 1))
