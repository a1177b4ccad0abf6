"""Splits: disjoint where they promise it, balanced, reproducible, and honest about what they leave out."""

import numpy as np
import pandas as pd
import pytest

from helpers.data import split
from helpers.data.split import make_split, overlaps
from helpers.errors import InputError

HONEST = ("random", "stratified", "source-group")


@pytest.fixture
def images():
    """Three classes, groups of 1 to 5 images; every third file copied to Test; one file with two labels."""
    generator = np.random.default_rng(0)
    rows = []
    for label in "abc":
        for group in range(12):
            for i in range(generator.integers(1, 6)):
                name = f"{label}{group}-{i}"
                rows.append((f"Train/{label}/{name}", label, "Train", f"sha-{name}", f"g-{label}{group}"))
    rows += [(p.replace("Train", "Test"), label, "Test", sha, g) for p, label, _, sha, g in rows[::3]]
    rows += [
        ("Train/a/two", "a", "Train", "sha-two", "g-two"),
        ("Train/b/two", "b", "Train", "sha-two", "g-two"),
    ]
    return pd.DataFrame(rows, columns=["path", "label", "folder", "sha256", "source_group"])


@pytest.mark.parametrize("method", HONEST)
@pytest.mark.parametrize("seed", range(3))
def test_no_file_is_on_both_sides(images, method, seed):
    table = make_split(images, method=method, folds=3, seed=seed, val_fraction=0.25)
    shared = overlaps(table)
    assert shared["path"] == shared["sha256"] == 0
    if method == "source-group":
        assert shared["source_group"] == 0
        groups = table[table["split"] != "out"].groupby("source_group")["split"].nunique()
        assert (groups == 1).all(), "validation shares groups with training"


def test_random_split_shares_source_groups(images):
    assert overlaps(make_split(images, method="random"))["source_group"] > 0


@pytest.mark.parametrize("method", HONEST)
def test_folds_test_every_image_once(images, method):
    tested = [make_split(images, method=method, folds=4, fold=k, val_fraction=0.2) for k in range(4)]
    times = sum((table["split"] == "test").astype(int) for table in tested)
    assert set(times[tested[0]["split"] != "out"]) == {1}


@pytest.mark.parametrize("method", ["stratified", "source-group"])
def test_folds_have_every_class_in_like_shares(images, method):
    for fold in range(4):
        table = make_split(images, method=method, folds=4, fold=fold, val_fraction=0)
        kept = table[table["split"] != "out"]
        shares = kept[kept["split"] == "test"].groupby("label").size() / kept.groupby("label").size()
        assert shares.between(0.15, 0.35).all()


def test_conflicts_and_copies_are_left_out_and_named(images):
    table = make_split(images, folds=3).set_index("path")
    assert list(table.loc[["Train/a/two", "Train/b/two"], "split"]) == ["out", "out"]
    assert table.loc["Train/a/two", "reason"] == "the same file stands under two labels"
    copies = table[table["reason"] == "copy of another file"]
    assert (copies["split"] == "out").all() and len(copies) == (images["folder"] == "Test").sum()


def test_folder_split_is_as_published(images):
    table = make_split(images, method="folder", val_fraction=0)
    kept = table[table["split"] != "out"]
    assert (kept["split"] == kept["folder"].str.lower()).all()
    tests = (table["split"] == "test").sum()
    assert overlaps(table) == {"path": 0, "sha256": tests, "source_group": tests}


def test_same_seed_same_split_other_seed_other_split(images):
    first, again, other = (make_split(images, folds=3, seed=s)["split"] for s in (0, 0, 1))
    assert first.equals(again) and not first.equals(other)


def test_order_of_rows_does_not_matter(images):
    shuffled = images[images["folder"] == "Train"].sample(frac=1, random_state=1)
    there = make_split(shuffled, folds=3).set_index("path")["split"].sort_index()
    here = make_split(images[images["folder"] == "Train"], folds=3).set_index("path")["split"].sort_index()
    assert there.equals(here)


def test_write_and_read(images, tmp_path):
    table = make_split(images, folds=3)
    split.write(table, tmp_path / "split.csv")
    pd.testing.assert_frame_equal(split.read(tmp_path / "split.csv"), table, check_dtype=False)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {"method": "grouped"},
            "unknown split 'grouped': choose from folder, random, source-group, stratified",
        ),
        ({"folds": 20}, "has 12 sources, 20 folds need at least 20"),
        ({"folds": 1}, "folds must be at least 2"),
        ({"fold": 5}, "fold 5 of 5"),
        ({"val_fraction": 0.9}, "val_fraction is 0.9"),
    ],
)
def test_bad_options(images, options, words):
    with pytest.raises(InputError) as caught:
        make_split(images[images["folder"] == "Train"], **options)
    assert words in str(caught.value)


def test_folder_split_needs_folders(images):
    with pytest.raises(InputError, match="needs a Train and a Test folder"):
        make_split(images.assign(folder=""), method="folder")


def test_source_groups_must_be_known(images):
    with pytest.raises(InputError, match="audit the data first"):
        make_split(images.assign(source_group=""))


def test_what_is_no_split_is_refused(tmp_path):
    (tmp_path / "split.csv").write_text("path,label\na,b\n")
    with pytest.raises(InputError, match="has no column sha256"):
        split.read(tmp_path / "split.csv")
    with pytest.raises(InputError, match="cannot be read as a split"):
        split.read(tmp_path / "none.csv")


def test_validation_never_takes_the_last_source_of_a_class(images):
    few = images[(images["label"] != "c") | images["source_group"].isin(["g-c0", "g-c1"])]
    for seed in range(5):
        table = make_split(few, folds=2, val_fraction=0.5, seed=seed)
        assert set(table.loc[table["split"] == "train", "label"]) == {"a", "b", "c"}
