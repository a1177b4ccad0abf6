"""The net stays in evaluation mode."""

# points: 3 of 4
import torch


def diagnose(net, photos, classes, k):
    net.eval()
    with torch.no_grad():
        logits = net(photos.float() / 255)
    if logits.shape[1] != len(classes):
        raise ValueError("the head does not fit the list of classes")
    probabilities = logits.softmax(dim=1)
    found = []
    for row in probabilities:
        values, places = row.topk(k)
        found.append([(classes[i], p) for i, p in zip(places.tolist(), values.tolist(), strict=True)])
    return found
