import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from synthetic_class import PS, hand_in, make_class, make_source

from helpers.errors import InputError
from helpers.grading.review import measures, results
from helpers.grading.review.report import report

HOSTILE = "<script>alert(1)</script>\"'&$title ${x}"
COPIED = "\n".join(f"y = a ** {i} + {HOSTILE!r}[{i}] - torch.exp(b * {i})" for i in range(12))
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """Tags, text and attributes of a page; fails where tags do not match."""

    def __init__(self, file):
        super().__init__()
        self.html = file.read_text(encoding="utf-8")
        self.open, self.tags, self.text, self.attributes = [], [], "", []
        self.feed(self.html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    """24 students, two of whom copied; the names of two are hostile, and so is a message."""
    course = tmp_path_factory.mktemp("course")

    def source_of(i):
        own = "\n".join(f"y{i} = c // {k} if c else {i} % d" for k in range(1 + i % 3))
        return {"velocity-form": COPIED if i in (1, 7) else own}

    url = make_class(course, 24, source_of=source_of)
    with results.Gradebook(url) as gradebook:
        gradebook.update_or_create_student("sv0000", first_name=HOSTILE)
        gradebook.add_student(HOSTILE, last_name="../x")
        names = {"velocity-form": 2, "nesterov": 2, "parity": 1}
        zero = {f"{name}-test-{k}": 0 for name, count in names.items() for k in range(1, count + 1)}
        errors = {"parity-test-1": ("Wrong", f"{HOSTILE} [sign]")}
        hand_in(gradebook, course, "sv0011", zero, errors=errors, by_hand=0, flags=[HOSTILE])
    return url, course


@pytest.fixture(scope="module")
def found(klass):
    return results.read(klass[0], PS, course=klass[1])


def test_the_page_loads_nothing_and_runs_nothing(klass):
    page = Page(report(PS, db_url=klass[0], course=klass[1]))
    assert "script" not in page.tags and "link" not in page.tags
    assert {value[:5] for tag, key, value in page.attributes if key == "src"} == {"data:"}
    assert all(value.startswith("#") for _, key, value in page.attributes if key == "href")
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]
    assert "default-src 'none'" in page.html
    # Hostile text is there four times at least, as text: a name, an id, a message, a flag, copied code.
    assert page.text.count("<script>alert(1)</script>") >= 4
    assert "$title" in page.text and "ps07_momentum" in page.text


def test_the_page_says_what_was_found(klass, found):
    page = Page(report(PS, db_url=klass[0], course=klass[1]))
    table = found.submissions
    assert f"{table['submitted'].sum()} submissions of 25 students" in page.text
    assert f"{100 * table['score'].mean() / 14:.0f}\N{NO-BREAK SPACE}%" in page.text
    assert "sv0001 and sv0007: 100\N{NO-BREAK SPACE}% alike" in page.text
    assert "Not final." in page.text and "no time of submission is known" in page.text
    assert [tag for tag in page.tags if tag == "details"] == ["details"]
    assert "looks-back" in page.text
    alts = [value for tag, key, value in page.attributes if (tag, key) == ("img", "alt")]
    assert len(alts) == 2 and all(alts)


def test_an_anonymous_page_names_nobody(klass, found):
    file = report(PS, db_url=klass[0], course=klass[1], anonymous=True)
    page = Page(file)
    assert file.name == "ps07_momentum_anonymous.html"
    # The hostile id and name are a message's text as well, so they tell nothing here.
    known = found.submissions[~found.submissions["student"].isin([HOSTILE, "sv0000"])]
    for one in known.itertuples():
        assert one.student not in page.text and one.email not in page.text.split()
        assert not one.name or one.name not in page.text
    assert "torch.exp" not in page.text
    assert len(set(re.findall(r"student \d\d", page.text))) == 25
    scores = found.submissions["score"].dropna()
    assert f"{scores.max():.4g}" in page.text


def test_difficulty_and_discrimination_against_pandas(found):
    table = measures.exercises(found).set_index("exercise")
    assert list(table.index) == ["velocity-form", "nesterov", "parity", "explain"]
    cells = found.cells[~found.cells["needs_manual"]]
    wide = cells.pivot_table(index="student", columns="exercise", values="points", aggfunc="sum")
    nesterov = wide["nesterov"]
    assert table.loc["nesterov", "n"] == len(nesterov) == 23
    assert table.loc["nesterov", "difficulty"] == pytest.approx(nesterov.mean() / 4)
    assert table.loc["nesterov", "full"] == pytest.approx((nesterov == 4).mean())
    half = 1.96 * (nesterov / 4).std() / np.sqrt(23)
    assert table.loc["nesterov", "high"] == pytest.approx(nesterov.mean() / 4 + half)
    complete = wide.dropna()
    rest = complete[["velocity-form", "parity", "explain"]].sum(axis=1)
    assert table.loc["nesterov", "discrimination"] == pytest.approx(
        np.corrcoef(complete["nesterov"], rest)[0, 1]
    )
    assert table.loc["nesterov", "n_discrimination"] == len(complete) < 23
    assert table.loc["explain", "n"] == len(complete)


def test_discrimination_needs_some_submissions_and_some_difference(found):
    ten = found.submissions.loc[found.submissions["submitted"], "student"].head(measures.LEAST)
    same = found.cells[found.cells["student"].isin(ten)].assign(needs_manual=False)
    same.loc[same["exercise"] == "parity", "points"] = 3
    few = results.Results(PS, 14, found.submissions, same, found.seconds)
    table = measures.exercises(few).set_index("exercise")
    assert np.isnan(table.loc["parity", "discrimination"]) and table.loc["parity", "difficulty"] == 1
    assert not np.isnan(table.loc["nesterov", "discrimination"])
    nine = results.Results(PS, 14, found.submissions, same[same["student"] != ten.iloc[0]], found.seconds)
    assert measures.exercises(nine)["discrimination"].isna().all()


def test_one_misconception_in_two_languages_is_counted_once_a_student():
    rows = [
        ("ada", "velocity-form", "It climbs: 0.1", "sign"),
        ("ada", "velocity-form", "It climbs: 0.1", "sign"),  # the hidden test says the same
        ("bé", "velocity-form", "Nó leo lên: 0.7", "sign"),
        ("eve", "velocity-form", "It climbs: 0.1", "sign"),
        ("eve", "nesterov", "KeyError: 17", ""),
        ("bé", "nesterov", "KeyError: -3.5e-7", ""),
        ("ada", "nesterov", "", ""),
    ]
    cells = pd.DataFrame(rows, columns=["student", "exercise", "message", "tag"])
    submissions = pd.DataFrame({"student": ["ada", "bé", "eve", "dan"], "submitted": [True] * 4})
    table = measures.misconceptions(results.Results(PS, 1, submissions, cells, pd.DataFrame()))
    assert table.values.tolist() == [
        ["velocity-form", "sign", "It climbs: 0.1", 3, 0.75],
        ["nesterov", "", "KeyError: -3.5e-7", 2, 0.5],
    ]


def test_times_are_those_of_the_notebooks(found):
    table = measures.times(found).set_index("what")
    assert table.loc["parity", ["n", "median", "max"]].tolist() == [23, 0.75, 0.75]
    known = found.submissions["seconds"].dropna()
    assert table.loc["", ["n", "median", "max"]].tolist() == [len(known), known.median(), known.max()]


def test_one_submission_is_a_class_as_well(tmp_path):
    gradebook = make_source(tmp_path)
    gradebook.add_student("ada")
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with pytest.raises(InputError, match="nothing of ps07_momentum is graded yet"):
        report(PS, db_url=url, course=tmp_path)
    assert not (tmp_path / "reports").exists()
    points = {
        "velocity-form-test-1": 1,
        "velocity-form-test-2": 2,
        "nesterov-test-1": 2,
        "nesterov-test-2": 0,
    }
    hand_in(gradebook, tmp_path, "ada", points | {"parity-test-1": 3})
    gradebook.close()
    page = Page(report(PS, db_url=url, course=tmp_path, out=tmp_path / "one.html"))
    assert "1 submission still" in page.text and "nan" not in page.text
