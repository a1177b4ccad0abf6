"""The position moves against its velocity."""


# points: 0 of 3
def velocity_step(x, v, gradient, rate, rho):
    v = rho * v - rate * gradient
    return x - v, v
