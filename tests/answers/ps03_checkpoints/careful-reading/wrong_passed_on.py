"""The errors of torch.load come through."""

# points: 1 of 2
import torch


def read_checkpoint(file, required):
    saved = torch.load(file, weights_only=True)
    if not isinstance(saved, dict):
        raise ValueError("this file holds no dictionary")
    missing = [name for name in required if name not in saved]
    if missing:
        raise ValueError(f"missing: {missing}")
    return saved
