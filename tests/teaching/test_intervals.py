"""Figures of intervals: what lies where, and which intervals miss."""

from matplotlib.collections import LineCollection

from helpers.teaching.intervals import coverage, estimates


def test_an_estimate_is_a_dot_on_its_interval():
    figure = estimates({"a": (50, 40, 62), "b": (20, 10, 30)}, x="accuracy in %", mark_x={"truth": 45})
    (panel,) = figure.axes
    spans = [list(line.get_xdata()) for line in panel.lines]
    assert spans == [[40, 62], [50], [10, 30], [20], [45, 45]]
    assert [label.get_text() for label in panel.get_yticklabels()] == ["a", "b"]
    assert panel.get_xlabel() == "accuracy in %"
    top, bottom = (panel.lines[i].get_ydata()[0] for i in (1, 3))
    assert panel.transData.transform((0, top))[1] > panel.transData.transform((0, bottom))[1]


def test_the_intervals_that_miss_the_truth_are_counted_and_drawn_apart():
    figure = coverage({"images": [(1, 2), (3, 4), (2, 3)], "groups": [(1, 4), (2, 5)]}, truth=3, y="score")
    images, groups = figure.axes
    assert images.get_title(loc="left") == "images: 1 of 3 intervals miss"
    assert groups.get_title(loc="left") == "groups: 0 of 2 intervals miss"
    counts = [
        [len(drawn.get_segments()) for drawn in panel.collections if isinstance(drawn, LineCollection)]
        for panel in (images, groups)
    ]
    assert counts == [[2, 1], [2, 0]]
