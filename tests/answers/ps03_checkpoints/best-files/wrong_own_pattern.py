"""Every file named like an epoch is taken for one's own."""

# points: 3 of 4
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
        for worst in self.ranked()[self.k :]:
            del self.kept[worst]
        mine = {self.path(e) for e in self.kept}
        for file in self.folder.glob("epoch=*.ckpt"):
            if file not in mine:
                file.unlink()

    def best(self):
        ranked = self.ranked()
        return self.path(ranked[0]) if ranked else None
