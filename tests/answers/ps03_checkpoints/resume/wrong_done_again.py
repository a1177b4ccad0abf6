"""The epoch that is done is done again."""

# points: 1 of 5
import torch


def save_checkpoint(file, epoch, model, optimizer, scheduler, order):
    saved = {
        "epoch": epoch,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "order": order.get_state(),
        "global": torch.get_rng_state(),
    }
    torch.save(saved, file)


def resume(file, model, optimizer, scheduler, order):
    saved = torch.load(file, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    scheduler.load_state_dict(saved["scheduler"])
    order.set_state(saved["order"])
    torch.set_rng_state(saved["global"])
    return saved["epoch"]
