"""Parameters are chosen by their name, so that scales of norms count."""

# points: 2 of 3


def penalty(net, l1, l2):
    weights = [w for name, w in net.named_parameters() if "bias" not in name]
    return sum(l1 * w.abs().sum() + l2 * (w * w).sum() for w in weights)


def proximal_step(w, gradient, rate, l1):
    a = w - rate * gradient
    return a.sign() * (a.abs() - rate * l1).clamp(min=0)
