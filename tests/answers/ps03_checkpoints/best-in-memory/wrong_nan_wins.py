"""nan passes, for no comparison turns it down."""


# points: 2 of 3
class Best:
    def __init__(self, mode):
        self.mode, self.value, self.state = mode, None, None

    def update(self, value, model):
        if self.value is not None:
            if self.mode == "min" and value >= self.value:
                return False
            if self.mode == "max" and value <= self.value:
                return False
        self.value = value
        self.state = {k: v.clone() for k, v in model.state_dict().items()}
        return True

    def restore(self, model):
        model.load_state_dict(self.state)
