"""Only the first weight of the net is penalized."""

# points: 1 of 3


def penalty(net, l1, l2):
    weights = [w for w in net.parameters() if w.ndim > 1]
    return l1 * weights[0].abs().sum() + l2 * (weights[0] ** 2).sum()


def proximal_step(w, gradient, rate, l1):
    a = w - rate * gradient
    return a.sign() * (a.abs() - rate * l1).clamp(min=0)
