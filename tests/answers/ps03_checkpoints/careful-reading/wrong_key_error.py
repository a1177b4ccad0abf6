"""A missing name gives a KeyError."""

# points: 1 of 2
import torch


def read_checkpoint(file, required):
    try:
        saved = torch.load(file, weights_only=True)
    except Exception as error:
        raise ValueError("this file cannot be read") from error
    if not isinstance(saved, dict):
        raise ValueError("this file holds no dictionary")
    for name in required:
        saved[name]
    return saved
