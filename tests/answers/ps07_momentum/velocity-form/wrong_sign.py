"""The velocity points uphill."""


# points: 0 of 3
def velocity_step(x, v, gradient, rate, rho):
    v = rho * v + rate * gradient
    return x + v, v
