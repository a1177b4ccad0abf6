"""The sections of a class report, as HTML in which all text is escaped.

`labels` says what to call students instead of by id and name; empty: as they are.

>>> exercises(results)
"""

import math
from collections.abc import Mapping
from html import escape

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

from helpers import page, plots
from helpers.grading.review import measures
from helpers.grading.review.results import Results
from helpers.grading.review.similarity import Fragment, Pair

SHOWN_MISCONCEPTIONS = 15
SHOWN_PAIRS = 50
SHOWN_FRAGMENTS = 3
FRAGMENT_LINES = 40
BINS = 20  # at most, in the picture of the distribution


def headline(found: Results) -> str:
    """The mean score, what is not final, and five more figures."""
    handed_in = found.submissions[found.submissions["submitted"]]
    score, most, everyone = handed_in["score"], found.max_points, len(found.submissions)
    spread = "" if len(score) < 2 else f"standard deviation {score.std():.2g} points · "
    full, weak = int((score >= most).sum()), int((score < most / 2).sum())
    late, waiting = int((handed_in["late_s"] > 0).sum()), int(handed_in["needs_manual"].sum())
    middle = f"middle half {score.quantile(0.25):.3g} to {score.quantile(0.75):.3g}"
    tiles = [
        ("median", f"{score.median():.3g} of {most:g}", middle),
        ("all points", _percent(full / len(score)), _counted(full, "submission")),
        ("less than half", _percent(weak / len(score)), _counted(weak, "submission")),
        ("handed in", _percent(len(score) / everyone), f"{len(score)} of {everyone} students"),
        ("late", _percent(late / len(score)), f"{int((handed_in['penalty'] > 0).sum())} lost points by it"),
    ]
    shown = "".join(
        f"<div><dt>{what}</dt><dd>{value}</dd><dd>{more}</dd></div>" for what, value, more in tiles
    )
    banner = f"""<div class="banner leak" role="note"><p><b>⚠ Not final.</b>
{_counted(waiting, "submission")} still to be graded by hand. Until then the parts that wait count 0 points,
and are left out under Exercises.</p></div>"""
    return f"""<div class="headline"><strong>{_percent(score.mean() / most)}</strong><div>
<p><b>mean score</b>: {score.mean():.3g} of {most:g} points</p>
<p class="soft">{spread}penalties for lateness are taken off</p></div></div>
{banner if waiting else ""}<dl class="tiles">{shown}</dl>"""


def distribution(found: Results) -> str:
    """How many submissions have how many points."""
    score = found.submissions["score"].dropna()
    low, middle, high = score.quantile([0.25, 0.5, 0.75])
    alt = f"Submissions by points: half have {low:.3g} to {high:.3g}, the median is {middle:.3g}"
    return f'<div class="wide">{page.drawing(_histogram(score, found.max_points), alt)}</div>'


def exercises(found: Results) -> str:
    """Difficulty and discrimination of each exercise."""
    table = measures.exercises(found)
    known = table[table["n"] > 1]
    columns = [[100 * value for value in known[name]] for name in ("difficulty", "low", "high")]
    picture = ""
    if len(known):
        unit = "mean share of the points in %, with 95 % interval"
        alt = "; ".join(f"{one.exercise} {100 * one.difficulty:.0f} %" for one in known.itertuples())
        bars = plots.compare_bars(list(known["exercise"]), *columns, unit)
        picture = page.drawing(bars, f"Mean share of the points of each exercise: {alt}")
    rows = [
        (
            one.exercise,
            f"{one.max_points:g}",
            one.n,
            _percent(one.difficulty),
            _percent(one.full),
            _percent(one.zero),
            "–"
            if math.isnan(one.discrimination)
            else f"{one.discrimination:.2f} (n = {one.n_discrimination})",
            _judged(one),
        )
        for one in table.itertuples()
    ]
    head = ("exercise", "points", "n", "mean share", "all points", "no points", "discrimination", "")
    return f'<div class="wide">{picture}</div>{page.table(head, rows, numbers=range(1, 7))}'


def misconceptions(found: Results) -> str:
    """What the failed tests say, the commonest first."""
    table = measures.misconceptions(found)
    if table.empty:
        return "<p>None: no test said that an answer is wrong.</p>"
    rows = [
        (one.students, _percent(one.share), one.exercise, one.tag or "–", one.message)
        for one in table.head(SHOWN_MISCONCEPTIONS).itertuples()
    ]
    head = ("students", "share", "exercise", "misconception", "what the test says")
    return page.table(head, rows, numbers=(0, 1)) + _rest(len(table), SHOWN_MISCONCEPTIONS)


def times(found: Results) -> str:
    """How long submissions and exercises ran."""
    table = measures.times(found)
    if table.empty:
        return "<p>No times were recorded.</p>"
    rows = [
        (one.what or "a whole submission", one.n, _seconds(one.median), _seconds(one.p90), _seconds(one.max))
        for one in table.itertuples()
    ]
    return page.table(("", "n", "median", "nine of ten within", "longest"), rows, numbers=range(1, 5))


def flags(found: Results, labels: Mapping[str, str]) -> str:
    """What somebody should look at, by flag."""
    table = measures.flags(found)
    if table.empty:
        return "<p>None.</p>"
    rows = []
    for flag, students in table.groupby("flag")["student"]:
        rows.append((flag, len(students), ", ".join(sorted(labels.get(one, one) for one in students))))
    return page.table(("flag", "submissions", "whose"), rows, numbers=(1,))


def pairs(found: list[Pair], code: Mapping[str, Mapping[str, str]], labels: Mapping[str, str]) -> str:
    """Near-identical solutions; with `code`, what they share, side by side."""
    if not found:
        return "<p>None.</p>"
    parts = []
    for pair in found[:SHOWN_PAIRS]:
        names = [escape(labels.get(one, one)) for one in (pair.first, pair.second)]
        head = f"<b>{names[0]}</b> and <b>{names[1]}</b>: {_percent(pair.similarity)} alike"
        if not code:
            parts.append(f"<p>{head}</p>")
            continue
        shared = "".join(
            _side_by_side(one, code[pair.first], code[pair.second], names)
            for one in pair.fragments[:SHOWN_FRAGMENTS]
        )
        parts.append(f"<details><summary>{head}</summary>{shared}</details>")
    return "".join(parts) + _rest(len(found), SHOWN_PAIRS)


def students(found: Results, labels: Mapping[str, str]) -> str:
    """All students; without names by their points, for the order of the ids would give them away."""
    table = found.submissions
    if labels:
        table = table.sort_values("score", ascending=False, kind="stable", na_position="last")
    rows = []
    for one in table.itertuples():
        remarks = [*one.flags, *(["to be graded by hand"] if one.needs_manual else [])]
        if not one.submitted:
            remarks = ["nothing handed in"]
        points = [_points(one.points), _points(-one.penalty) if one.penalty else "", _points(one.score)]
        if labels:
            rows.append((labels[one.student], *points, _late(one.late_s), ", ".join(remarks)))
            continue
        when = "" if pd.isna(one.submitted_at) else f"{one.submitted_at:%Y-%m-%d %H:%M}"
        rows.append((one.student, one.name, *points, when, _late(one.late_s), ", ".join(remarks)))
    if labels:
        head = ("student", "points", "penalty", "score", "late by", "remarks")
        return page.table(head, rows, numbers=range(1, 5))
    head = ("student", "name", "points", "penalty", "score", "submitted (UTC)", "late by", "remarks")
    return page.table(head, rows, numbers=(2, 3, 4, 6))


@rc_context(plots.STYLE)
def _histogram(score: pd.Series, most: float) -> Figure:
    step = max(1, math.ceil(most / BINS))
    edges = np.arange(0, most + 2 * step, step) - step / 2  # bars stand on whole points
    figure = Figure(figsize=(7.0, 2.8), layout="constrained")
    axes = figure.subplots()
    axes.hist(np.clip(score, edges[0], edges[-1]), bins=edges, color=plots.SKY, edgecolor="white")
    axes.axvline(score.mean(), color=plots.BLACK, linestyle="--", label=f"mean {score.mean():.3g}")
    axes.axvline(score.median(), color=plots.RED, label=f"median {score.median():.3g}")
    axes.set_xlabel("score in points")
    axes.set_ylabel("submissions")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(False, axis="x")
    figure.legend(loc="outside upper left", ncols=2)
    return figure


def _judged(one) -> str:
    """What an instructor might want to look at; one row of measures.exercises."""
    if one.n and one.zero > 0.5:
        return "most got nothing: too hard, or a test too strict?"
    if one.discrimination < 0.2:
        return "barely tells strong from weak: an unclear text or test?"
    return "nearly all got it all" if one.n and one.full > 0.9 else ""


def _side_by_side(
    one: Fragment, first: Mapping[str, str], second: Mapping[str, str], names: list[str]
) -> str:
    cells = []
    for name, (exercise, start, end), code in zip(
        names, (one.first, one.second), (first, second), strict=True
    ):
        lines = code[exercise].splitlines()[start - 1 : end]
        more = f"\n… {len(lines) - FRAGMENT_LINES} more lines" if len(lines) > FRAGMENT_LINES else ""
        text = "\n".join(lines[:FRAGMENT_LINES]) + more
        where = f"{name}, {escape(exercise)}, lines {start} to {end}"
        cells.append(f"<div><p>{where}</p><pre>{escape(text)}</pre></div>")
    return f'<div class="beside">{"".join(cells)}</div>'


def _rest(count: int, shown: int) -> str:
    return f"<p>{count - shown} more are not shown.</p>" if count > shown else ""


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def _points(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.4g}"


def _seconds(value: float) -> str:
    return f"{value:.3g} s" if value < 1000 else f"{value:.0f} s"


def _late(late_s: float) -> str:
    """Days, hours and minutes; "" for on time, "?" where nobody knows."""
    if math.isnan(late_s):
        return ""
    minutes = math.ceil(late_s / 60)
    days, rest = divmod(minutes, 24 * 60)
    return f"{f'{days} d ' if days else ''}{rest // 60}:{rest % 60:02d} h" if minutes else ""


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
