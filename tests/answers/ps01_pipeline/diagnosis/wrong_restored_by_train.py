"""One call of train restores the mode of the net, but not of its modules."""

# points: 3 of 4
import torch


def diagnose(net, photos, classes, k):
    was_training = net.training
    net.eval()
    with torch.inference_mode():
        probabilities = net(photos / 255).softmax(dim=1)
    net.train(was_training)
    if probabilities.size(1) != len(classes):
        raise ValueError("the number of names is not that of the outputs")
    return [
        sorted(zip(classes, row, strict=True), key=lambda pair: pair[1], reverse=True)[:k]
        for row in probabilities.tolist()
    ]
