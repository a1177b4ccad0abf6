"""PyTorch's optimizer takes the coupled step."""

# points: 3 of 4
import torch


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    if decoupled:
        new_b = mu * b + gradient
        return w - rate * decay * w - rate * new_b, new_b
    new_w = w.clone()
    sgd = torch.optim.SGD([new_w], lr=rate, momentum=mu, weight_decay=decay)
    sgd.state[new_w]["momentum_buffer"] = b.clone()
    new_w.grad = gradient.clone()
    sgd.step()
    return new_w, mu * b + gradient + decay * w


def decay_groups(net, decay):
    weights = [w for w in net.parameters() if w.ndim > 1]
    others = [w for w in net.parameters() if w.ndim <= 1]
    return [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
