"""It returns the mean distance of the records."""


# points: 2 of 3
def smooth(losses, window):
    parts = [losses[max(0, end - window) : end] for end in range(1, len(losses) + 1)]
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
    needed, record = [], 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[record - 1]:
            needed, record = [*needed, epoch - record], epoch
    return sum(needed) / len(needed) if needed else 1
