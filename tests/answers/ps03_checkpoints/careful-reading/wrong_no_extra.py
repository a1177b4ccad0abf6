"""Names that are not required are refused."""

# points: 1 of 2
import torch


def read_checkpoint(file, required):
    try:
        saved = torch.load(file, weights_only=True)
    except Exception as error:
        raise ValueError("this file cannot be read") from error
    if not isinstance(saved, dict):
        raise ValueError("this file holds no dictionary")
    missing = [name for name in required if name not in saved]
    if missing or set(saved) - set(required):
        raise ValueError(f"missing: {missing}")
    return saved
