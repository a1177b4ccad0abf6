"""Only the last batch is remembered."""


# points: 0 of 3
def update_running(running_mean, running_var, x, momentum):
    x = x.detach()
    mean, variance = x.mean(dim=0), x.var(dim=0)
    new_mean = mean
    new_var = variance
    return new_mean, new_var
