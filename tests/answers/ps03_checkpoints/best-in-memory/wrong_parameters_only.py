"""The buffers are not kept."""


# points: 1 of 3
class Best:
    def __init__(self, mode):
        self.mode, self.value, self.state = mode, None, None

    def update(self, value, model):
        if value != value:
            return False
        if self.value is not None:
            better = value < self.value if self.mode == "min" else value > self.value
            if not better:
                return False
        self.value = value
        self.state = {k: v.detach().clone() for k, v in model.named_parameters()}
        return True

    def restore(self, model):
        model.load_state_dict(self.state, strict=False)
