"""One formula a weight; the threshold as a difference of two ReLUs."""

# points: 3 of 3


def penalty(net, l1, l2):
    return sum((l2 * w * w + l1 * abs(w)).sum() for w in net.parameters() if w.dim() > 1)


def proximal_step(w, gradient, rate, l1):
    moved = w.clone()
    moved -= rate * gradient
    return (moved - rate * l1).relu() - (-moved - rate * l1).relu()
