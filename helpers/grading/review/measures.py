"""What the results of a class say about its exercises: how hard, how telling, which misconceptions, how long.

>>> exercises(results)[["exercise", "difficulty", "discrimination"]]
"""

import math

import numpy as np
import pandas as pd

from helpers.grading.review.results import Results

Z = 1.96  # of a 95 % interval
LEAST = 10  # submissions below which a correlation says nothing


def exercises(found: Results) -> pd.DataFrame:
    """One row an exercise, over what is graded already.

    max_points; n: submissions; difficulty: mean share of the points, in [0, 1] (1 is easy), with the ends low
    and high of its 95 % interval (mean +- 1.96 s / sqrt(n)); full, zero: share of submissions with all
    points, with none; discrimination: corrected item-total correlation, in [-1, 1]: Pearson's r of the points
    of the exercise with the points of all others (Nunnally and Bernstein 1994, Psychometric theory, ch. 8),
    NaN where all got the same or fewer than LEAST are graded completely; n_discrimination: over how many.
    """
    points = _wide(found, "points")
    most = _wide(found, "max_points").max()
    complete = points.dropna()
    rows = []
    for name in found.exercises:
        share = points[name].dropna() / most[name] if most[name] else points[name].dropna()
        n = len(share)
        mean = share.mean() if n else math.nan
        half = Z * share.std() / math.sqrt(n) if n > 1 else math.nan
        rows.append(
            {
                "exercise": name,
                "max_points": most[name],
                "n": n,
                "difficulty": mean,
                "low": max(0.0, mean - half),
                "high": min(1.0, mean + half),
                "full": (share >= 1).mean() if n else math.nan,
                "zero": (share <= 0).mean() if n else math.nan,
                "discrimination": _correlation(complete[name], complete.drop(columns=name).sum(axis=1)),
                "n_discrimination": len(complete),
            }
        )
    return pd.DataFrame(rows)


def misconceptions(found: Results) -> pd.DataFrame:
    """exercise, tag, message (the commonest), students (how many), share (of submissions); commonest first.

    Messages with one tag are one misconception, in whatever language and with whatever numbers they came;
    without a tag, those with the same text but for the numbers.
    """
    said = found.cells[found.cells["message"] != ""]
    form = said["message"].str.replace(r"-?\d[\d.,e+-]*", "…", regex=True)
    kind = said["tag"].where(said["tag"] != "", form)
    grouped = said.assign(kind=kind).groupby(["exercise", "kind"], sort=False)
    table = grouped.agg(
        tag=("tag", "first"),
        message=("message", lambda texts: texts.mode().iloc[0]),
        students=("student", "nunique"),
    ).reset_index()
    submitted = int(found.submissions["submitted"].sum())
    table["share"] = table["students"] / max(submitted, 1)
    table = table.sort_values(["students", "exercise"], ascending=[False, True], kind="stable")
    return table[["exercise", "tag", "message", "students", "share"]].reset_index(drop=True)


def times(found: Results) -> pd.DataFrame:
    """what (an exercise, or "" for the whole submission), n, median, p90 and max in seconds; where known."""
    whole = found.submissions["seconds"].dropna()
    parts = [("", whole)] + [
        (name, found.seconds.loc[found.seconds["exercise"] == name, "seconds"].dropna())
        for name in found.exercises
    ]
    rows = [
        (name, len(spent), spent.median(), spent.quantile(0.9), spent.max())
        for name, spent in parts
        if len(spent)
    ]
    return pd.DataFrame(rows, columns=["what", "n", "median", "p90", "max"])


def flags(found: Results) -> pd.DataFrame:
    """student, flag: what the engine flagged, and submissions without a time."""
    rows = []
    for one in found.submissions[found.submissions["submitted"]].itertuples():
        rows += [(one.student, flag) for flag in one.flags]
        if pd.isna(one.submitted_at):
            rows.append((one.student, "no time of submission is known"))
    return pd.DataFrame(rows, columns=["student", "flag"])


def _wide(found: Results, column: str) -> pd.DataFrame:
    """Submissions x exercises; NaN where a part still waits for grading by hand."""
    cells = found.cells.assign(value=found.cells[column].where(~found.cells["needs_manual"]))
    if column == "max_points":
        cells["value"] = cells[column]
    table = cells.groupby(["student", "exercise"])["value"].agg(lambda values: values.sum(skipna=False))
    return table.unstack().reindex(columns=found.exercises)


def _correlation(one: pd.Series, other: pd.Series) -> float:
    if len(one) < LEAST or np.isclose(one.std(), 0) or np.isclose(other.std(), 0):
        return math.nan
    return float(one.corr(other))
