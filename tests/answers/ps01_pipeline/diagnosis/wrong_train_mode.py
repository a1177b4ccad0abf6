"""Evaluation mode is forgotten."""

# points: 3 of 4
import copy

import torch


@torch.inference_mode()
def diagnose(net, photos, classes, k):
    logits = copy.deepcopy(net)(photos / 255)
    if logits.shape[1] != len(classes):
        raise ValueError(f"{logits.shape[1]} outputs, {len(classes)} names")
    values, places = torch.softmax(logits, dim=-1).topk(k, dim=-1)
    rows = zip(values.tolist(), places.tolist(), strict=True)
    return [[(classes[i], v) for v, i in zip(*row, strict=True)] for row in rows]
