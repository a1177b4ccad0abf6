"""In-place operations on copies."""


# points: 3 of 3
def velocity_step(x, v, gradient, rate, rho):
    v = v.clone()
    v *= rho
    v -= rate * gradient
    x = x.clone()
    x += v
    return x, v
