"""A dictionary of clones; the score and its sign are kept apart."""


# points: 3 of 3
class BestModel:
    def __init__(self, mode):
        self.mode = mode
        self.best = self.epoch = None
        self.score, self.state = float("-inf"), {}

    def update(self, value, net, epoch):
        score = value if self.mode == "max" else -value
        if score > self.score:
            self.score, self.best, self.epoch = score, value, epoch
            self.state = {name: tensor.clone() for name, tensor in net.state_dict().items()}

    def restore(self, net):
        if self.epoch is not None:
            net.load_state_dict(self.state)
