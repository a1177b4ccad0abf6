"""The curvatures come from the variant itself, the id in other letters."""

# points: 3 of 3
from helpers.teaching.variants import variant

STUDENT = " s7 "


def my_rates():
    low, _, high = variant(
        STUDENT,
        "ps05 stable-rate",
        flattest=[0.5, 1.0, 2.0],
        middle=[3.0, 4.0],
        steepest=[10.0, 12.0, 15.0, 20.0],
    ).values()
    steps = next(n for n in range(1000) if (1 - low / high) ** n <= 0.01)
    return 2 / high, 2 / (low + high), steps
