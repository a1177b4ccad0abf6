"""Other names, written as one expression."""


# points: 3 of 3
def velocity_step(position, speed, slope, lr, friction):
    return position + friction * speed - lr * slope, friction * speed - lr * slope
