"""One group for all."""

# points: 2 of 4


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    new_b = mu * b + (gradient if decoupled else gradient + decay * w)
    kept = 1 - rate * decay if decoupled else 1
    return kept * w - rate * new_b, new_b


def decay_groups(net, decay):
    return [{"params": list(net.parameters()), "weight_decay": decay}]
