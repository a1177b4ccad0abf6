"""The position moves by the old velocity."""


# points: 0 of 3
def velocity_step(x, v, gradient, rate, rho):
    return x + v, rho * v - rate * gradient
