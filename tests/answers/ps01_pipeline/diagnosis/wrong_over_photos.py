"""The softmax runs over the photos."""

# points: 2 of 4
import torch


def diagnose(net, photos, classes, k):
    modes = {module: module.training for module in net.modules()}
    net.eval()
    with torch.no_grad():
        logits = net(photos.float() / 255)
    for module, mode in modes.items():
        module.training = mode
    if logits.shape[1] != len(classes):
        raise ValueError("the head does not fit the list of classes")
    probabilities = logits.softmax(dim=0)
    found = []
    for row in probabilities:
        values, places = row.topk(k)
        found.append([(classes[i], p) for i, p in zip(places.tolist(), values.tolist(), strict=True)])
    return found
