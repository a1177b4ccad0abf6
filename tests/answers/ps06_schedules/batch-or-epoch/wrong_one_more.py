"""One batch too many where nothing is left over."""


# points: 2 of 3
def steps_per_epoch(examples, batch_size, drop_last):
    return examples // batch_size + (not drop_last)


def train(optimizer, scheduler, epochs, steps, per):
    rates = []
    for _ in range(epochs):
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if per == "batch":
                scheduler.step()
        if per == "epoch":
            scheduler.step()
    return rates
