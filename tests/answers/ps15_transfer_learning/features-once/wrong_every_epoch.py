"""Sends each batch through the backbone, in every epoch."""

# points: 2 of 3
import torch


def table(backbone, images, batch_size):
    backbone.eval()
    rows = []
    with torch.no_grad():
        for start in range(0, len(images), batch_size):
            rows.append(backbone(images[start : start + batch_size]))
    return torch.cat(rows)


def probe(backbone, head, images, labels, batches, rate):
    backbone.eval()
    optimizer = torch.optim.SGD(head.parameters(), lr=rate)
    for batch in batches:
        with torch.no_grad():
            features = backbone(images[batch])
        loss = torch.nn.functional.cross_entropy(head(features), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
