"""A good epoch drives out the oldest file, not the worst."""

# points: 2 of 4
import torch


class Keeper:
    def __init__(self, folder, k, mode):
        self.folder, self.k, self.sign = folder, k, 1 if mode == "min" else -1
        self.kept = []

    def path(self, epoch):
        return self.folder / f"epoch={epoch:03d}.ckpt"

    def offer(self, epoch, value, model):
        if value != value:
            return
        if len(self.kept) == self.k:
            if self.sign * value >= max(self.kept)[0]:
                return
            oldest = min(self.kept, key=lambda pair: pair[1])
            self.kept.remove(oldest)
            self.path(oldest[1]).unlink()
        torch.save(model.state_dict(), self.path(epoch))
        self.kept.append((self.sign * value, epoch))

    def best(self):
        return self.path(min(self.kept)[1]) if self.kept else None
