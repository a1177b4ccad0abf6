"""The window begins with the epoch."""


# points: 2 of 3
def smooth(losses, window):
    parts = [losses[end - 1 : end - 1 + window] for end in range(1, len(losses) + 1)]
    return [sum(part) / len(part) for part in parts]


def what_stopping_did(losses, patience):
    stopped, kept = len(losses), 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[kept - 1]:
            kept = epoch
        if epoch - kept == patience:
            stopped = epoch
            break
    return stopped, kept, stopped - kept


def patience_needed(losses):
    needed, record = 1, 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[record - 1]:
            needed, record = max(needed, epoch - record), epoch
    return needed
