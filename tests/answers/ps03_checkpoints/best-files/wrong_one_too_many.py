"""k + 1 files are kept."""

# points: 0 of 4
import torch


class Keeper:
    def __init__(self, folder, k, mode):
        self.folder, self.k, self.mode = folder, k, mode
        self.kept = {}

    def path(self, epoch):
        return self.folder / f"epoch={epoch:03d}.ckpt"

    def ranked(self):
        return sorted(self.kept, key=self.kept.get, reverse=self.mode == "max")

    def offer(self, epoch, value, model):
        if value != value:
            return
        self.kept[epoch] = value
        torch.save(model.state_dict(), self.path(epoch))
        for worst in self.ranked()[self.k + 1 :]:
            self.path(worst).unlink()
            del self.kept[worst]

    def best(self):
        ranked = self.ranked()
        return self.path(ranked[0]) if ranked else None
