"""The kept tensors become the model's own."""


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
        self.state = {k: v.clone() for k, v in model.state_dict().items()}
        return True

    def restore(self, model):
        model.load_state_dict(self.state, assign=True)
