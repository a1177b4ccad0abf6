"""One long vector; hooks on the net, removed again, and all modes put back."""

# points: 3 of 3
import torch


def measured_step(net, optimizer):
    lengths = {}
    for name, w in net.named_parameters():
        lengths[name] = w.grad.pow(2).sum().sqrt().item() if w.grad is not None else None
    with torch.no_grad():
        old = torch.nn.utils.parameters_to_vector(net.parameters()).clone()
        optimizer.step()
        new = torch.nn.utils.parameters_to_vector(net.parameters())
    return lengths, (torch.dist(new, old) / torch.linalg.vector_norm(old)).item()


@torch.no_grad()
def dead_shares(net, x):
    modes = {module: module.training for module in net.modules()}
    seen, handles = {}, []
    for module in net.modules():
        if type(module) is torch.nn.ReLU:
            handles.append(module.register_forward_hook(lambda m, i, o: seen.__setitem__(m, o.clone())))
    net.eval()
    try:
        net(x)
    finally:
        for handle in handles:
            handle.remove()
        for module, mode in modes.items():
            module.training = mode
    result = {}
    for name, module in net.named_modules():
        if module in seen:
            rest = tuple(d for d in range(seen[module].dim()) if d != 1)
            largest = seen[module].amax(dim=rest)
            result[name] = (largest == 0).sum().item() / len(largest)
    return result
