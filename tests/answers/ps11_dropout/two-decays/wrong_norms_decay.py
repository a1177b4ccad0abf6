"""Chosen by name, so that the scales of norms decay."""

# points: 2 of 4


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    new_b = mu * b + (gradient if decoupled else gradient + decay * w)
    kept = 1 - rate * decay if decoupled else 1
    return kept * w - rate * new_b, new_b


def decay_groups(net, decay):
    named = list(net.named_parameters())
    weights = [w for name, w in named if not name.endswith("bias")]
    biases = [w for name, w in named if name.endswith("bias")]
    return [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]
