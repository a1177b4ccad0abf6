"""The buffer of exercise 1 in the place of the velocity."""


# points: 0 of 3
def velocity_step(x, v, gradient, rate, rho):
    v = rho * v + gradient
    return x - rate * v, v
