"""New tensors step by step, groups by the kind of module."""

# points: 4 of 4
import torch


def momentum_step(w, b, gradient, rate, mu, decay, decoupled):
    new_w, new_b = w.clone(), torch.mul(b, mu)
    new_b += gradient
    if decoupled:
        new_w *= 1 - rate * decay
    else:
        new_b.add_(w, alpha=decay)
    return new_w.sub_(rate * new_b), new_b


def decay_groups(net, decay):
    decayed, others = set(), set()
    for module in net.modules():
        for name, p in module.named_parameters(recurse=False):
            heavy = name == "weight" and isinstance(module, (torch.nn.Linear, torch.nn.Conv2d))
            (decayed if heavy else others).add(p)
    return [
        {"params": list(others), "weight_decay": 0, "name": "no decay"},
        {"params": list(decayed), "weight_decay": decay, "name": "decay"},
    ]
