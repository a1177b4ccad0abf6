"""A loop counts the steps."""

# points: 3 of 3
STUDENT = "s1"


def my_rates():
    curvatures = [2, 3, 20]
    low, high = min(curvatures), max(curvatures)
    place, steps = [1.0, 1.0, 1.0], 0
    while max(map(abs, place)) > 0.01:
        place = [x - x * curvature / high for x, curvature in zip(place, curvatures, strict=True)]
        steps += 1
    return 2 / high, 2 / (low + high), steps
