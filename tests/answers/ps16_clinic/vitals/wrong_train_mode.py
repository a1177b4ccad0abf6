"""The net is called in the mode in which it came."""

# points: 2 of 3

import torch


def measured_step(net, optimizer):
    names = dict(net.named_parameters())
    gradients = {k: None if w.grad is None else w.grad.norm().item() for k, w in names.items()}
    before = {k: w.detach().clone() for k, w in names.items()}
    optimizer.step()
    step = sum((w.detach() - before[k]).square().sum().item() for k, w in names.items())
    size = sum(w.square().sum().item() for w in before.values())
    return gradients, (step / size) ** 0.5


def dead_shares(net, x):
    shares, handles = {}, []

    def watch(name):
        def hook(module, inputs, output):
            shares[name] = (output.transpose(0, 1).flatten(1) == 0).all(1).double().mean().item()

        return hook

    for name, module in net.named_modules():
        if isinstance(module, torch.nn.ReLU):
            handles.append(module.register_forward_hook(watch(name)))
    with torch.no_grad():
        net(x)
    for handle in handles:
        handle.remove()
    return shares
