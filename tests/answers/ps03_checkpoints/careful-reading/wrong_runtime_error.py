"""All errors are RuntimeErrors."""

# points: 0 of 2
import torch


def read_checkpoint(file, required):
    try:
        saved = torch.load(file, weights_only=True)
    except Exception as error:
        raise RuntimeError("this file cannot be read") from error
    if not isinstance(saved, dict):
        raise RuntimeError("this file holds no dictionary")
    missing = [name for name in required if name not in saved]
    if missing:
        raise RuntimeError(f"missing: {missing}")
    return saved
