"""Sets a seed in every call, for reproducible results."""

# points: 3 of 4
import math
import random


def sample(space, count):
    rng = random.Random(0)

    def draw(kind, *ends):
        if kind == "choice":
            return rng.choice(ends[0])
        low, high = ends
        if kind == "log":
            return math.exp(rng.uniform(math.log(low), math.log(high)))
        if kind == "momentum":
            return 1 - math.exp(rng.uniform(math.log(1 - high), math.log(1 - low)))
        return rng.randint(low, high) if kind == "integer" else rng.uniform(low, high)

    return [{name: draw(*axis) for name, axis in space.items()} for _ in range(count)]
