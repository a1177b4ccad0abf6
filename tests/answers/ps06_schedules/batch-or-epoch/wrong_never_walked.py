"""The optimizer is never stepped."""

# points: 2 of 3
import math


def steps_per_epoch(examples, batch_size, drop_last):
    return examples // batch_size if drop_last else math.ceil(examples / batch_size)


def train(optimizer, scheduler, epochs, steps, per):
    rates = []
    for _ in range(epochs):
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            if per == "batch":
                scheduler.step()
        if per == "epoch":
            scheduler.step()
    return rates
