"""The gradient is scaled by 1 - rho."""


# points: 0 of 3
def velocity_step(x, v, gradient, rate, rho):
    v = rho * v - (1 - rho) * rate * gradient
    return x + v, v
