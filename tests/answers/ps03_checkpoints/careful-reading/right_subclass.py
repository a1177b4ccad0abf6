"""A ValueError of one's own, raised in one place."""

# points: 2 of 2
import torch


class CheckpointError(ValueError):
    pass


def problem(content, required):
    if not hasattr(content, "keys"):
        return "this is no dictionary"
    lacks = []
    for name in required:
        if name not in content:
            lacks.append(name)
    return "it lacks " + ", ".join(lacks) if lacks else ""


def read_checkpoint(file, required):
    try:
        with file.open("rb") as source:
            content = torch.load(source)
    except Exception:
        raise CheckpointError("unreadable") from None
    if text := problem(content, required):
        raise CheckpointError(text)
    return content
