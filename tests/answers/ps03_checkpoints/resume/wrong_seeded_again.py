"""The seeds are saved, not the states."""

# points: 3 of 5
import torch


def save_checkpoint(file, epoch, model, optimizer, scheduler, order):
    saved = {
        "epoch": epoch,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "order": order.initial_seed(),
        "global": torch.initial_seed(),
    }
    torch.save(saved, file)


def resume(file, model, optimizer, scheduler, order):
    saved = torch.load(file, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    scheduler.load_state_dict(saved["scheduler"])
    order.manual_seed(saved["order"])
    torch.manual_seed(saved["global"])
    return saved["epoch"] + 1
