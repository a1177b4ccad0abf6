"""The old weights are noted without a copy."""

# points: 2 of 3
import copy

import torch


def measured_step(net, optimizer):
    gradients = {k: w.grad.norm().item() if w.grad is not None else None for k, w in net.named_parameters()}
    before = [w.detach() for w in net.parameters()]
    length = torch.cat([w.flatten() for w in before]).norm()
    optimizer.step()
    moves = [(w.detach() - old).flatten() for w, old in zip(net.parameters(), before, strict=True)]
    return gradients, (torch.cat(moves).norm() / length).item()


def dead_shares(net, x):
    twin = copy.deepcopy(net).eval()
    outputs = {}
    for name, module in twin.named_modules():
        if isinstance(module, torch.nn.ReLU):
            module.register_forward_hook(lambda m, i, out, name=name: outputs.update({name: out}))
    with torch.no_grad():
        twin(x)
    shares = {}
    for name, out in outputs.items():
        dead = (out.transpose(0, 1).flatten(1) == 0).all(1)
        shares[name] = dead.float().mean().item()
    return shares
