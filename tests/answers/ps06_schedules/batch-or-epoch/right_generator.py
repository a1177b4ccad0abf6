"""A generator inside, and len(range(...))."""


# points: 3 of 3
def steps_per_epoch(examples, batch_size, drop_last):
    return len(range(0, examples - (batch_size - 1 if drop_last else 0), batch_size))


def train(optimizer, scheduler, epochs, steps, per):
    def run():
        for _ in range(epochs):
            for batch in range(steps):
                yield optimizer.param_groups[0]["lr"]
                optimizer.step()
                if per == "batch" or batch == steps - 1:
                    scheduler.step()

    return list(run())
