"""The hard threshold: small weights are cut, large ones stay."""

# points: 2 of 3


def penalty(net, l1, l2):
    weights = [w for w in net.parameters() if w.ndim > 1]
    return l1 * sum(w.abs().sum() for w in weights) + l2 * sum((w**2).sum() for w in weights)


def proximal_step(w, gradient, rate, l1):
    a = w - rate * gradient
    return a * (a.abs() > rate * l1)
