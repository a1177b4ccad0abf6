"""The absolute value of the sum."""

# points: 1 of 3


def penalty(net, l1, l2):
    weights = [w for w in net.parameters() if w.ndim > 1]
    return l1 * sum(w.sum().abs() for w in weights) + l2 * sum((w**2).sum() for w in weights)


def proximal_step(w, gradient, rate, l1):
    a = w - rate * gradient
    return a.sign() * (a.abs() - rate * l1).clamp(min=0)
