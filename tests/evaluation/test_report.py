import base64
import io
import re
import shutil
from dataclasses import fields, replace
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from helpers.config import TrainConfig
from helpers.data import split
from helpers.evaluation import metrics, result
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.report import MISTAKES, report
from helpers.training.run import Run

HOSTILE = ["<script>alert(1)</script>", 'a "quoted" & <b>bold</b> name', "$title ${x} $x_1$"]
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """What a page holds: its tags, its text, its pictures; fails where tags do not match."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text, self.attributes = [], [], "", []
        self.feed(html)
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

    def values(self, tag, name):
        return [value for at, key, value in self.attributes if (at, key) == (tag, name)]


def read(file):
    return Page(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reported(tiny_run, tmp_path_factory):
    """A run whose folder is called "a & b", with its report."""
    run = Run(shutil.copytree(tiny_run.folder, tmp_path_factory.mktemp("report") / "a & b"))
    return run, report(run)


@pytest.fixture
def run(reported, tmp_path):
    return Run(shutil.copytree(reported[0].folder, tmp_path / "run"))


def pretend(run, label, predicted, confidence, groups=None):
    """Store predictions of the run's test images, as if a model had made them."""
    test = run.table[run.table["split"] == "test"].head(len(label)).reset_index(drop=True)
    p = np.full((len(label), len(run.classes)), 0.0)
    p[range(len(label)), [run.classes.index(name) for name in predicted]] = confidence
    table = test[["path"]].assign(
        label=label, predicted=predicted, confidence=confidence, source_group=groups or test["source_group"]
    )
    labels = np.array([run.classes.index(name) for name in label])
    measured = metrics.measure(p, labels, table["source_group"].tolist(), classes=run.classes)
    columns = pd.DataFrame(p, columns=[f"p({name})" for name in run.classes])
    result.write(
        run.folder, replace(result.read(run.folder), metrics=measured), pd.concat([table, columns], axis=1)
    )


def test_the_page_needs_nothing_but_itself(reported):
    _, file = reported
    page = read(file)
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    assert all(source.startswith("data:image/") for source in page.values("img", "src"))
    assert all(target.startswith("#") for target in page.values("a", "href"))
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]
    assert "url(" not in file.read_text(encoding="utf-8")
    assert {target[1:] for target in page.values("a", "href")} <= {
        value for _, key, value in page.attributes if key == "id"
    }


def test_every_picture_can_be_read_and_has_a_description(reported):
    page = read(reported[1])
    sources = page.values("img", "src")
    assert len(sources) >= 6
    assert len([alt for alt in page.values("img", "alt") if len(alt) > 15]) == len(sources)
    for source in sources:
        kind, data = re.fullmatch(r"data:image/(svg\+xml|jpeg);base64,(.*)", source).groups()
        content = base64.b64decode(data, validate=True)
        assert content.startswith(b"<?xml") if kind == "svg+xml" else Image.open(io.BytesIO(content)).load()


def test_the_headline_is_the_balanced_accuracy_with_its_interval(reported):
    run, file = reported
    score, text = (
        result.read(run.folder).metrics.balanced_accuracy,
        read(file).text.replace("\N{NO-BREAK SPACE}", " "),
    )
    assert f"{100 * score.value:.1f} %" in text
    assert f"{100 * score.low:.1f} to {100 * score.high:.1f} %" in text
    assert "Honest split" in text and "leaks" not in text
    assert "a & b" in text


def test_the_whole_configuration_and_the_audit_are_on_the_page(reported):
    run, file = reported
    text = read(file).text
    assert all(f.name in text and f.metadata["help"] in text for f in fields(TrainConfig))
    assert run.config.data in text
    assert "Audit of" in text and "copies across" in text
    assert "torch " in text


def test_a_leak_is_the_first_thing_to_read(run):
    table = split.make_split(run.table, method="folder", folds=3, val_fraction=0.25)
    split.write(table, run.folder / "split.csv")
    run = Run(run.folder)
    evaluate(run)
    text = read(report(run)).text
    count = int((table["split"] == "test").sum())
    warning = f"{count} of {count} test images are also in the training images"
    assert text.index("This split leaks") < text.index(warning) < text.index("Learning curves")
    assert "Honest" not in text


def test_names_are_shown_and_never_obeyed(run):
    names = dict(zip(run.classes, HOSTILE, strict=False))
    split.write(run.table.replace({"label": names}), run.folder / "split.csv")
    run = Run(run.folder)
    pretend(run, HOSTILE, HOSTILE[1:] + HOSTILE[:1], [0.9, 0.8, 0.7])
    html = report(run).read_text(encoding="utf-8")
    assert "<script" not in html and "<b>bold" not in html
    page = Page(html)
    assert all(page.text.count(name) >= 3 for name in HOSTILE)
    assert any(HOSTILE[0] in alt for alt in page.values("img", "alt"))


def test_mistakes_are_the_surest_ones_and_one_a_source_photo(run):
    a, b, c = run.classes[:3]
    pretend(run, [a, a, a, b, c], [b, b, c, b, a], [0.6, 0.9, 0.7, 0.95, 0.8], ["x", "x", "y", "z", ""])
    page = read(report(run))
    shown = [alt for alt in page.values("img", "alt") if alt.startswith("Photo of")]
    plain = [alt.replace("\N{NO-BREAK SPACE}", " ") for alt in shown]
    assert plain == [
        f"Photo of {a}, taken for {b} (90.0 %)",
        f"Photo of {c}, taken for {a} (80.0 %)",
        f"Photo of {a}, taken for {c} (70.0 %)",
    ]
    assert len(shown) <= MISTAKES


def test_a_model_without_mistakes_has_a_page_too(run):
    label = list(run.classes[:3])
    pretend(run, label, label, [1.0, 1.0, 1.0])
    text = read(report(run)).text
    assert "None: every answer is right." in text
    assert "Most frequent confusions: none." in text


def test_photos_that_are_gone_leave_gaps(run):
    (run.folder / "config.yaml").write_text(replace(run.config, data="gone").to_yaml(), encoding="utf-8")
    text = read(report(Run(run.folder))).text
    assert "The photo is gone." in text
    assert "could not be audited again: gone does not exist" in text


def test_a_run_without_validation_images_has_a_page_too(run):
    history = pd.read_csv(run.folder / "metrics.csv")
    history.filter(regex="^(?!val)").to_csv(run.folder / "metrics.csv", index=False)
    split.write(run.table.replace({"split": {"val": "train"}}), run.folder / "split.csv")
    page = read(report(Run(run.folder)))
    assert not any("val_loss" in alt for alt in page.values("img", "alt"))
