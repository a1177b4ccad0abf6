"""Biases get a group, the scales of norms do not."""

# points: 2 of 4


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    new_b = mu * b + (gradient if decoupled else gradient + decay * w)
    kept = 1 - rate * decay if decoupled else 1
    return kept * w - rate * new_b, new_b


def decay_groups(net, decay):
    linear = [m for m in net.modules() if hasattr(m, "weight") and m.weight.ndim > 1]
    biases = [w for name, w in net.named_parameters() if name.endswith("bias")]
    weights = list(dict.fromkeys(m.weight for m in linear))
    return [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]
