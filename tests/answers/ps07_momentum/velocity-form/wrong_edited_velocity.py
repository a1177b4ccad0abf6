"""The position is new, but the caller's velocity is updated in place."""


# points: 1 of 3
def velocity_step(x, v, gradient, rate, rho):
    v *= rho
    v -= rate * gradient
    return x + v, v
