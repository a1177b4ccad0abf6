"""The share that is lost is decay, without the rate."""

# points: 3 of 4


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    if decoupled:
        new_b = mu * b + gradient
        return w - decay * w - rate * new_b, new_b
    new_b = mu * b + gradient + decay * w
    return w - rate * new_b, new_b


def decay_groups(net, decay):
    weights = [w for w in net.parameters() if w.ndim > 1]
    others = [w for w in net.parameters() if w.ndim <= 1]
    return [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
