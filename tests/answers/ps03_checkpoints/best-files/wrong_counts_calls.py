"""The calls are counted, whatever number the epoch has."""

# points: 3 of 4
import torch


class Keeper:
    def __init__(self, folder, k, mode):
        self.folder, self.k, self.mode = folder, k, mode
        self.kept, self.calls = {}, 0

    def path(self, epoch):
        return self.folder / f"epoch={epoch:03d}.ckpt"

    def ranked(self):
        return sorted(self.kept, key=self.kept.get, reverse=self.mode == "max")

    def offer(self, epoch, value, model):
        epoch, self.calls = self.calls, self.calls + 1
        if value != value:
            return
        self.kept[epoch] = value
        torch.save(model.state_dict(), self.path(epoch))
        for worst in self.ranked()[self.k :]:
            self.path(worst).unlink()
            del self.kept[worst]

    def best(self):
        ranked = self.ranked()
        return self.path(ranked[0]) if ranked else None
