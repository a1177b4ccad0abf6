"""The result is float32 whatever the input is."""


# points: 1 of 3
def velocity_step(x, v, gradient, rate, rho):
    new_v = rho * v - rate * gradient
    return (x + new_v).float(), new_v.float()
