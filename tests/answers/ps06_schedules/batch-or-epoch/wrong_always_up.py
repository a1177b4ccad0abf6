"""The smaller batch is always counted."""

# points: 2 of 3
import math


def steps_per_epoch(examples, batch_size, drop_last):
    return math.ceil(examples / batch_size)


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
