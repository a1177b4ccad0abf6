"""Sends all images at once."""

# points: 2 of 3
import torch


def table(backbone, images, batch_size):
    backbone.eval()
    with torch.no_grad():
        return backbone(images)


def probe(backbone, head, images, labels, batches, rate):
    backbone.eval()
    with torch.no_grad():
        features = backbone(images)
    optimizer = torch.optim.SGD(head.parameters(), lr=rate)
    for batch in batches:
        loss = torch.nn.functional.cross_entropy(head(features[batch]), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
