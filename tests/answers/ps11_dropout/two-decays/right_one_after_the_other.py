"""Plain arithmetic, and groups filled in a loop over the names."""

# points: 4 of 4


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    if not decoupled:
        gradient = gradient + decay * w
    velocity = b * mu + gradient
    shrunk = w * (1 - rate * decay) if decoupled else w
    return [shrunk - rate * velocity, velocity]


def decay_groups(net, decay):
    groups = ({"params": [], "weight_decay": 0.0}, {"params": [], "weight_decay": float(decay)})
    for _name, parameter in net.named_parameters():
        groups[parameter.ndim > 1]["params"].append(parameter)
    return list(groups)
